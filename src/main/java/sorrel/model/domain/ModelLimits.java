package sorrel.model.domain;

/** Bounds on a model's state, from the sizes the design counts with. */
final class ModelLimits {
  static final int CLASSES_MAX = 1_000;

  /**
   * Changes remembered so that one sent again does not count twice. A node sends again only what it
   * had not seen confirmed, at most a few for each open import.
   */
  static final int CHANGES_REMEMBERED = 256;

  /** Versions kept in the state; an older one that does not serve can no longer be chosen. */
  static final int VERSIONS_KEPT = 100;

  /** Classes needed before there is anything to tell apart. */
  static final int EARLIER_RUNS_KEPT = 3;

  static final int CLASSES_MIN = 2;

  /** Training images of a class below which a network learns the pictures by heart. */
  static final int TRAINING_IMAGES_MIN = 5;

  private ModelLimits() {}
}
