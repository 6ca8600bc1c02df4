package sorrel.head.domain;

/**
 * Where classes lie, seen from the middle of them all. Its numbers are not copied and must not
 * change.
 *
 * @param middle the mean of the classes' means
 * @param towards from there to each class's mean, of length 1, {@code [class, feature]}
 */
public record Directions(float[] middle, float[] towards) {
  /** A length that cannot be told from nothing. */
  private static final double NOTHING = 1e-9;

  /** The directions of all classes, each of which has pictures. */
  static Directions of(ClassSums sums) {
    return without(sums, -1);
  }

  /**
   * The directions of all classes but one.
   *
   * @param left the class left out; -1 for none
   */
  static Directions without(ClassSums sums, int left) {
    int features = sums.features();
    int classes = left < 0 ? sums.classes() : sums.classes() - 1;
    double[][] means = new double[classes][];
    double[] middle = new double[features];
    for (int c = 0; c < classes; c++) {
      means[c] = sums.mean(left >= 0 && c >= left ? c + 1 : c);
      for (int f = 0; f < features; f++) {
        middle[f] += means[c][f] / classes;
      }
    }
    float[] towards = new float[classes * features];
    for (int c = 0; c < classes; c++) {
      double squares = 0;
      for (int f = 0; f < features; f++) {
        means[c][f] -= middle[f];
        squares += means[c][f] * means[c][f];
      }
      double length = Math.max(NOTHING, Math.sqrt(squares));
      for (int f = 0; f < features; f++) {
        towards[c * features + f] = (float) (means[c][f] / length);
      }
    }
    float[] rounded = new float[features];
    for (int f = 0; f < features; f++) {
      rounded[f] = (float) middle[f];
    }
    return new Directions(rounded, towards);
  }

  /** The cosine of the angle to the class that lies most nearly in the direction of a picture. */
  double nearest(float[] features) {
    int size = middle.length;
    float[] from = new float[size];
    double squares = 0;
    for (int f = 0; f < size; f++) {
      from[f] = features[f] - middle[f];
      squares += (double) from[f] * from[f];
    }
    float best = Float.NEGATIVE_INFINITY;
    for (int start = 0; start < towards.length; start += size) {
      float product = 0;
      for (int f = 0; f < size; f++) {
        product += from[f] * towards[start + f];
      }
      best = Math.max(best, product);
    }
    return best / Math.max(NOTHING, Math.sqrt(squares));
  }
}
