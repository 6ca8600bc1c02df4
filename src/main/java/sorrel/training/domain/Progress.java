package sorrel.training.domain;

/**
 * Hears how a round goes, on the thread that asked for it, and can end it, which is asked on the
 * thread that trains; the two may differ. It is quick, since training may wait for it.
 */
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
