package sorrel.head.domain;

/** Ways to say how usual a picture is; each gives a larger number for a more usual one. */
public enum Measure {
  /**
   * The largest probability. Source: Hendrycks and Gimpel, "A Baseline for Detecting Misclassified
   * and Out-of-Distribution Examples in Neural Networks", 2017, https://arxiv.org/abs/1610.02136.
   */
  PROBABILITY(false),
  /**
   * The largest output. Source: Hendrycks et al., "Scaling Out-of-Distribution Detection for
   * Real-World Settings", 2022, https://arxiv.org/abs/1911.11132.
   */
  OUTPUT(false),
  /**
   * All outputs together. Source: Liu et al., "Energy-based Out-of-distribution Detection", 2020,
   * https://arxiv.org/abs/2010.03759.
   */
  ENERGY(false),
  /**
   * The distance to the nearest class's mean, in units of the spread within classes. Source: Lee et
   * al., "A Simple Unified Framework for Detecting Out-of-Distribution Samples and Adversarial
   * Attacks", 2018, https://arxiv.org/abs/1807.03888.
   */
  DISTANCE(true),
  /** {@link #ENERGY} and {@link #DISTANCE}, each in units of its own spread, added. */
  BOTH(true);

  private final boolean measuresDistance;

  Measure(boolean measuresDistance) {
    this.measuresDistance = measuresDistance;
  }

  /** Whether it needs {@link Distances}. */
  public boolean measuresDistance() {
    return measuresDistance;
  }
}
