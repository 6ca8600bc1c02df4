package sorrel.model.domain;

/**
 * What the owner chose for a model.
 *
 * @param targetAccuracy a run promotes the first candidate that reaches it; 0 to 1
 * @param expandable whether classes can be added to a version without a full training
 * @param history whether classifications are kept
 */
public record ModelSettings(double targetAccuracy, boolean expandable, History history) {
  /** Whether classifications are kept. */
  public enum History {
    /** Every classification is a task on disk before it is answered. */
    DURABLE,
    /** Nothing about a picture is stored; the answer comes without a database. */
    NONE
  }
}
