package sorrel.model.domain;

/** Why a run ended. */
public enum RunEnding {
  /** A candidate reached the target on the validation part. */
  TARGET_REACHED,
  /** The time given to the run was spent. */
  BUDGET_SPENT,
  /** Every candidate was trained for all the epochs planned for it. */
  ALL_TRAINED,
  /** The owner stopped it. */
  CANCELLED,
  /** No candidate could be trained. */
  FAILED
}
