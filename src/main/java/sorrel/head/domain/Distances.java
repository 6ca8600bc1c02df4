package sorrel.head.domain;

/**
 * Distances from features to the means of classes, in units of the spread within classes
 * (Mahalanobis). Its numbers are not copied and must not change.
 *
 * @param whitening the lower triangle, row after row, of the matrix that makes the spread within
 *     classes 1 in every direction
 * @param means whitened, {@code [class, feature]}
 */
public record Distances(float[] whitening, float[] means, int features) {
  /** The square of the distance to the nearest mean. */
  double nearest(float[] x) {
    float[] whitened = whitened(x);
    double least = Double.POSITIVE_INFINITY;
    for (int start = 0; start < means.length; start += features) {
      double sum = 0;
      for (int f = 0; f < features; f++) {
        double difference = whitened[f] - means[start + f];
        sum += difference * difference;
      }
      least = Math.min(least, sum);
    }
    return least;
  }

  /** The same without one class. */
  Distances without(int left) {
    float[] fewer = new float[means.length - features];
    System.arraycopy(means, 0, fewer, 0, left * features);
    System.arraycopy(
        means, (left + 1) * features, fewer, left * features, means.length - (left + 1) * features);
    return new Distances(whitening, fewer, features);
  }

  private float[] whitened(float[] x) {
    float[] result = new float[features];
    int next = 0;
    for (int row = 0; row < features; row++) {
      double sum = 0;
      for (int column = 0; column <= row; column++) {
        sum += whitening[next++] * x[column];
      }
      result[row] = (float) sum;
    }
    return result;
  }
}
