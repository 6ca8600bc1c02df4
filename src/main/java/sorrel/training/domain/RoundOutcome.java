package sorrel.training.domain;

/** How a round ended. */
public sealed interface RoundOutcome {
  /**
   * The checkpoint is written and scored.
   *
   * @param epochsDone epochs since the first round of this candidate
   * @param validationRight images of the validation part that got their own class
   * @param validationTotal images of the validation part, 0 if there are none
   * @param trainingLoss mean cross-entropy of the round's last epoch, natural logarithm
   * @param imagesPerSecond images learned from a second, without preparation and scoring
   * @param seconds the whole round
   */
  record Finished(
      int epochsDone,
      int validationRight,
      int validationTotal,
      double trainingLoss,
      double imagesPerSecond,
      double seconds)
      implements RoundOutcome {}

  /** It was told to stop; no checkpoint was written. */
  record Cancelled() implements RoundOutcome {}

  /**
   * The network cannot be trained this way; no checkpoint was written.
   *
   * @param reason a sentence for people
   */
  record Failed(String reason) implements RoundOutcome {}
}
