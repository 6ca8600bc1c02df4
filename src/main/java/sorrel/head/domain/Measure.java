package sorrel.head.domain;

/** Ways to say how usual a picture is; each gives a larger number for a more usual one. */
public enum Measure {
  /**
   * The largest probability. Source: Hendrycks and Gimpel, "A Baseline for Detecting Misclassified
   * and Out-of-Distribution Examples in Neural Networks", 2017, https://arxiv.org/abs/1610.02136.
   */
  PROBABILITY(Needs.OUTPUTS),
  /**
   * The largest output. Source: Hendrycks et al., "Scaling Out-of-Distribution Detection for
   * Real-World Settings", 2022, https://arxiv.org/abs/1911.11132.
   */
  OUTPUT(Needs.OUTPUTS),
  /**
   * All outputs together. Source: Liu et al., "Energy-based Out-of-distribution Detection", 2020,
   * https://arxiv.org/abs/2010.03759.
   */
  ENERGY(Needs.OUTPUTS),
  /**
   * The distance to the nearest class's mean, in units of the spread within classes. Source: Lee et
   * al., "A Simple Unified Framework for Detecting Out-of-Distribution Samples and Adversarial
   * Attacks", 2018, https://arxiv.org/abs/1807.03888.
   */
  DISTANCE(Needs.DISTANCES),
  /**
   * The cosine of the angle to the nearest class's mean, seen from the middle of all classes: how
   * far a picture goes its class's way, however far it goes. Source: Techapanurak, Suganuma and
   * Okatani, "Hyperparameter-Free Out-of-Distribution Detection Using Softmax of Scaled Cosine
   * Similarity", 2020, https://arxiv.org/abs/1905.10628.
   */
  DIRECTION(Needs.DIRECTIONS),
  /** {@link #ENERGY} and {@link #DISTANCE}, each in units of its own spread, added. */
  BOTH(Needs.DISTANCES);

  private enum Needs {
    OUTPUTS,
    DISTANCES,
    DIRECTIONS
  }

  private final Needs needs;

  Measure(Needs needs) {
    this.needs = needs;
  }

  /** Whether it needs {@link Distances}. */
  public boolean measuresDistance() {
    return needs == Needs.DISTANCES;
  }

  /** Whether it needs {@link Directions}. */
  public boolean measuresDirection() {
    return needs == Needs.DIRECTIONS;
  }
}
