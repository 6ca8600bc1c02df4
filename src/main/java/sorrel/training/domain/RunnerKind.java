package sorrel.training.domain;

/** What a runner calculates with. Any job can be done on either. */
public enum RunnerKind {
  CPU,
  GPU
}
