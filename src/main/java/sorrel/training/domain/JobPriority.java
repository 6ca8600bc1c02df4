package sorrel.training.domain;

/** Which of one account's jobs goes first, the first here before the others. */
public enum JobPriority {
  /**
   * Somebody waits for it: a head to be solved, or what turns the winner into a version. It takes
   * seconds, and something new serves after it.
   */
  SERVES_SOON,
  /** A round of a search: nothing that is good enough serves yet. */
  SEARCHES,
  /** A round of a refinement: a version serves meanwhile, and only gets better by it. */
  REFINES;

  /** That of a job of which nothing else is known. */
  public static JobPriority of(TrainingJob job) {
    return switch (job) {
      case TrainingJob.Fit _, TrainingJob.FinishFit _, TrainingJob.Finish _ -> SERVES_SOON;
      case TrainingJob.Round _ -> SEARCHES;
    };
  }
}
