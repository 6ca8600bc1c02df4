package sorrel.training.domain;

/** Hears how a round goes and can end it; called from the thread that trains, so it is quick. */
public interface Progress {
  /** Hears nothing and never cancels. */
  Progress IGNORED =
      new Progress() {
        @Override
        public void at(Moment moment) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /** Called a few times a second. */
  void at(Moment moment);

  /** Asked between batches; once true, the round ends within a second. */
  boolean cancelled();

  /**
   * Where a round stands.
   *
   * @param epoch from 1, counted since the candidate's first round
   * @param batch done of this epoch
   * @param batches in an epoch
   * @param imagesPerSecond since the round's training began
   * @param loss mean cross-entropy since the last call
   */
  record Moment(int epoch, int batch, int batches, double imagesPerSecond, double loss) {}
}
