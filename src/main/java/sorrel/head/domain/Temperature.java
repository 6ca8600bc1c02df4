package sorrel.head.domain;

/**
 * Fits the temperature that makes probabilities honest: of the pictures classified with 80 %, about
 * 80 % are then right.
 *
 * <p>Source: Guo et al., "On Calibration of Modern Neural Networks", 2017,
 * https://arxiv.org/abs/1706.04599.
 */
final class Temperature {
  private static final double LOWEST = 0.02;
  private static final double HIGHEST = 50;

  /** Of the logarithm: a thousandth more or less changes no probability that anyone sees. */
  private static final double PRECISION = 1e-3;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Temperature() {}

  /**
   * The temperature with the least cross-entropy, found by golden-section search on its logarithm;
   * 1 without pictures.
   *
   * @param logits of pictures that the head was not fitted to
   * @param labels the class of each
   */
  static double fit(float[][] logits, int[] labels) {
    if (logits.length == 0) {
      return 1;
    }
    double low = Math.log(LOWEST);
    double high = Math.log(HIGHEST);
    double lower = high - GOLDEN * (high - low);
    double upper = low + GOLDEN * (high - low);
    double atLower = crossEntropy(logits, labels, Math.exp(lower));
    double atUpper = crossEntropy(logits, labels, Math.exp(upper));
    while (high - low > PRECISION) {
      if (atLower < atUpper) {
        high = upper;
        upper = lower;
        atUpper = atLower;
        lower = high - GOLDEN * (high - low);
        atLower = crossEntropy(logits, labels, Math.exp(lower));
      } else {
        low = lower;
        lower = upper;
        atLower = atUpper;
        upper = low + GOLDEN * (high - low);
        atUpper = crossEntropy(logits, labels, Math.exp(upper));
      }
    }
    return Math.exp((low + high) / 2);
  }

  /** Mean cross-entropy, natural logarithm. */
  static double crossEntropy(float[][] logits, int[] labels, double temperature) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      sum += Softmax.energy(logits[i], temperature) - logits[i][labels[i]] / temperature;
    }
    return sum / logits.length;
  }
}
