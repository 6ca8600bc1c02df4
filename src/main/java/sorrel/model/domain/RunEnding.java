package sorrel.model.domain;

/** Why a run ended. */
public enum RunEnding {
  /** A candidate reached the target on the validation part. */
  TARGET_REACHED,
  /** The time given to the run was spent. */
  BUDGET_SPENT,
  /** Every candidate was trained for all the epochs planned for it. */
  ALL_TRAINED,
  /** The head was brought up to date with the pictures. */
  EXPANDED,
  /** The classes that were known would have lost too much by the new head. */
  LOST_TOO_MUCH,
  /** The network that was trained further is better. */
  REFINED,
  /** The network that was trained further is no better. */
  NOT_BETTER,
  /** Something that was asked for took its place. */
  OVERTAKEN,
  /** The owner stopped it. */
  CANCELLED,
  /** No candidate could be trained. */
  FAILED
}
