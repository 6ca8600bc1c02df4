package sorrel.head.domain;

import java.util.Arrays;

/**
 * Running sums over the features of pictures, by class: all that a closed-form head needs. A
 * picture is added or taken away in the time of one outer product, and taking it away leaves what
 * would be there had it never come, but for the rounding of doubles.
 *
 * <p>Not safe for several threads.
 */
public final class ClassSums {
  private final int features;
  private final long[] counts;
  private final double[] sums;
  private final double[] products;

  /** Sums of nothing. */
  public ClassSums(int classes, int features) {
    this(
        features,
        new long[classes],
        new double[classes * features],
        new double[Cholesky.row(features)]);
  }

  /** Sums as they were kept; the arrays are not copied. */
  public ClassSums(int features, long[] counts, double[] sums, double[] products) {
    this.features = features;
    this.counts = counts;
    this.sums = sums;
    this.products = products;
  }

  public int features() {
    return features;
  }

  public int classes() {
    return counts.length;
  }

  /** How many pictures of a class are in the sums. */
  public long count(int label) {
    return counts[label];
  }

  /** How many pictures are in the sums. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /** Adds a picture. */
  public void add(float[] x, int label) {
    change(x, label, 1);
  }

  /** Takes away a picture that was added. */
  public void remove(float[] x, int label) {
    change(x, label, -1);
  }

  private void change(float[] x, int label, int sign) {
    counts[label] += sign;
    for (int i = 0; i < features; i++) {
      sums[label * features + i] += sign * (double) x[i];
    }
    multiply(x, sign);
  }

  private void multiply(float[] x, int sign) {
    for (int i = 0; i < features; i++) {
      double value = sign * (double) x[i];
      // Rectified features are mostly nothing.
      if (value != 0) {
        int row = Cholesky.row(i);
        for (int j = 0; j <= i; j++) {
          products[row + j] += value * x[j];
        }
      }
    }
  }

  /**
   * The sums as they would be if there were more pictures of some classes, like those that are
   * here.
   *
   * @param more how many more of each class
   */
  ClassSums with(int[] more) {
    long[] totals = new long[counts.length];
    double[] scaled = sums.clone();
    double[] outer = spread();
    for (int c = 0; c < counts.length; c++) {
      totals[c] = counts[c] + (counts[c] > 0 ? more[c] : 0);
      for (int f = 0; f < features; f++) {
        scaled[c * features + f] *= counts[c] > 0 ? (double) totals[c] / counts[c] : 1;
      }
    }
    ClassSums result = new ClassSums(features, totals, scaled, outer);
    double divisor = Math.max(1, result.total() - counts.length);
    for (int i = 0; i < outer.length; i++) {
      outer[i] *= divisor;
    }
    for (int c = 0; c < counts.length; c++) {
      if (totals[c] > 0) {
        result.addMean(outer, c, 1);
      }
    }
    return result;
  }

  /** Takes away a picture whose class is not in the sums any more. */
  void forget(float[] x) {
    multiply(x, -1);
  }

  /**
   * The same sums with classes in another order. What is left out must be forgotten picture by
   * picture.
   *
   * @param from for each new place the old one; -1 for a class without pictures so far
   */
  public ClassSums arranged(int[] from) {
    long[] newCounts = new long[from.length];
    double[] newSums = new double[from.length * features];
    for (int c = 0; c < from.length; c++) {
      if (from[c] >= 0) {
        newCounts[c] = counts[from[c]];
        System.arraycopy(sums, from[c] * features, newSums, c * features, features);
      }
    }
    return new ClassSums(features, newCounts, newSums, products.clone());
  }

  /** The mean of a class, which has pictures. */
  double[] mean(int label) {
    double[] mean = new double[features];
    for (int f = 0; f < features; f++) {
      mean[f] = sums[label * features + f] / counts[label];
    }
    return mean;
  }

  /**
   * The spread within classes, pooled over all: the lower triangle of the covariance, row after
   * row.
   */
  double[] spread() {
    double[] spread = products.clone();
    long total = 0;
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] > 0) {
        total += counts[c];
        addMean(spread, c, -1);
      }
    }
    double divisor = Math.max(1, total - counts.length);
    for (int i = 0; i < spread.length; i++) {
      spread[i] /= divisor;
    }
    return spread;
  }

  /** The mean of all pictures, of which there are some. */
  double[] centre() {
    double[] centre = new double[features];
    long total = total();
    for (int f = 0; f < features; f++) {
      for (int c = 0; c < counts.length; c++) {
        centre[f] += sums[c * features + f] / total;
      }
    }
    return centre;
  }

  /** The covariance over all pictures, of which there are some: the lower triangle. */
  double[] covariance() {
    double[] covariance = products.clone();
    double[] mean = centre();
    long total = total();
    for (int i = 0; i < features; i++) {
      int row = Cholesky.row(i);
      for (int j = 0; j <= i; j++) {
        covariance[row + j] = covariance[row + j] / total - mean[i] * mean[j];
      }
    }
    return covariance;
  }

  private void addMean(double[] into, int label, int sign) {
    double[] mean = mean(label);
    for (int i = 0; i < features; i++) {
      double value = sign * counts[label] * mean[i];
      int row = Cholesky.row(i);
      for (int j = 0; j <= i; j++) {
        into[row + j] += value * mean[j];
      }
    }
  }

  /** Pictures a class; not a copy. */
  public long[] counts() {
    return counts;
  }

  /** Sums of features {@code [class, feature]}; not a copy. */
  public double[] sums() {
    return sums;
  }

  /** The lower triangle of the sum of outer products, row after row; not a copy. */
  public double[] products() {
    return products;
  }
}
