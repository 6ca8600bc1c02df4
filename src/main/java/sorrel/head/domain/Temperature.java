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
  private static final int STEPS = 40;
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
    for (int step = 0; step < STEPS; step++) {
      double lower = high - GOLDEN * (high - low);
      double upper = low + GOLDEN * (high - low);
      if (crossEntropy(logits, labels, Math.exp(lower))
          < crossEntropy(logits, labels, Math.exp(upper))) {
        high = upper;
      } else {
        low = lower;
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
