package sorrel.head.domain;

import java.util.Arrays;

/**
 * Distances from features to the means of classes, in units of the spread within classes
 * (Mahalanobis). Its numbers are not copied and must not change.
 *
 * @param whitening the lower triangle, row after row, of a matrix whose mirrored triangle makes the
 *     spread within classes 1 in every direction
 * @param means whitened, {@code [class, feature]}
 */
public record Distances(float[] whitening, float[] means, int features) {
  /** The square of the distance to the nearest mean. */
  double nearest(float[] x) {
    return Arrays.stream(squares(x)).min().orElse(Double.POSITIVE_INFINITY);
  }

  /** The squares of the distances to the means of all classes. */
  double[] squares(float[] x) {
    float[] whitened = whitened(x);
    double[] squares = new double[means.length / features];
    for (int c = 0; c < squares.length; c++) {
      double sum = 0;
      for (int f = 0; f < features; f++) {
        double difference = whitened[f] - means[c * features + f];
        sum += difference * difference;
      }
      squares[c] = sum;
    }
    return squares;
  }

  private float[] whitened(float[] x) {
    float[] result = new float[features];
    for (int row = 0; row < features; row++) {
      float by = x[row];
      // Rectified features are mostly nothing.
      if (by != 0) {
        int start = Cholesky.row(row);
        for (int column = 0; column <= row; column++) {
          result[column] += by * whitening[start + column];
        }
      }
    }
    return result;
  }
}
