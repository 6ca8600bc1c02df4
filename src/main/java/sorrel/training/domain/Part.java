package sorrel.training.domain;

/** Which of a run's images are meant. */
public enum Part {
  /** What the weights are fitted to. */
  TRAINING,
  /** A tenth of the training split, held back: all decisions rest on it. */
  VALIDATION,
  /** Only for the figure that people see. */
  TESTING
}
