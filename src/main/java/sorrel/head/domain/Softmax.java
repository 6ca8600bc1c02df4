package sorrel.head.domain;

/** From one number a class to probabilities. */
final class Softmax {
  private Softmax() {}

  /**
   * Probabilities, which add up to 1.
   *
   * @param temperature above 1 makes them less sure, below 1 surer
   */
  static float[] of(float[] logits, double temperature) {
    float most = largest(logits);
    double sum = 0;
    double[] shares = new double[logits.length];
    for (int c = 0; c < logits.length; c++) {
      shares[c] = Math.exp((logits[c] - most) / temperature);
      sum += shares[c];
    }
    float[] probabilities = new float[logits.length];
    for (int c = 0; c < logits.length; c++) {
      probabilities[c] = (float) (shares[c] / sum);
    }
    return probabilities;
  }

  /** The logarithm of the sum of the exponentials. */
  static double energy(float[] logits, double temperature) {
    float most = largest(logits);
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp((logit - most) / temperature);
    }
    return most / temperature + Math.log(sum);
  }

  static int best(float[] logits) {
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      if (logits[c] > logits[best]) {
        best = c;
      }
    }
    return best;
  }

  private static float largest(float[] logits) {
    return logits[best(logits)];
  }
}
