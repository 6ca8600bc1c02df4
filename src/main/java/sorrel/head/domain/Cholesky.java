package sorrel.head.domain;

import java.util.Arrays;

/** Positive definite matrices as the product of a triangle and its mirror, packed row by row. */
final class Cholesky {
  private Cholesky() {}

  /** Where a row of the packed triangle begins. */
  static int row(int i) {
    return i * (i + 1) / 2;
  }

  /** Where an element of the diagonal is. */
  static int diagonal(int i) {
    return row(i) + i;
  }

  /**
   * Replaces the lower triangle of a matrix by its factor.
   *
   * @throws ArithmeticException if the matrix is not positive definite
   */
  static void decompose(double[] a, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double rest = a[row(i) + j] - dot(a, row(i), row(j), j);
        a[row(i) + j] = rest / a[diagonal(j)];
      }
      double rest = a[diagonal(i)] - dot(a, row(i), row(i), i);
      if (!(rest > 0)) {
        throw new ArithmeticException("not positive definite at " + i);
      }
      a[diagonal(i)] = Math.sqrt(rest);
    }
  }

  /** Four sums at once, which a processor adds side by side; one would wait for itself. */
  private static double dot(double[] a, int left, int right, int length) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int k = 0;
    for (; k + 3 < length; k += 4) {
      sum0 += a[left + k] * a[right + k];
      sum1 += a[left + k + 1] * a[right + k + 1];
      sum2 += a[left + k + 2] * a[right + k + 2];
      sum3 += a[left + k + 3] * a[right + k + 3];
    }
    for (; k < length; k++) {
      sum0 += a[left + k] * a[right + k];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  /** Replaces a vector by what the factor's inverse makes of it. */
  static void forward(double[] factor, double[] x) {
    for (int i = 0; i < x.length; i++) {
      double rest = x[i];
      for (int k = 0; k < i; k++) {
        rest -= factor[row(i) + k] * x[k];
      }
      x[i] = rest / factor[diagonal(i)];
    }
  }

  /** Replaces a vector by what the inverse of the decomposed matrix makes of it. */
  static void solve(double[] factor, double[] x) {
    forward(factor, x);
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= factor[diagonal(i)];
      for (int k = 0; k < i; k++) {
        x[k] -= factor[row(i) + k] * x[i];
      }
    }
  }

  /** The inverse of the factor, again a lower triangle. */
  static double[] inverse(double[] factor, int n) {
    double[] inverse = new double[factor.length];
    double[] sums = new double[n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(sums, 0, i, 0);
      for (int k = 0; k < i; k++) {
        double by = factor[row(i) + k];
        for (int j = 0; j <= k; j++) {
          sums[j] -= by * inverse[row(k) + j];
        }
      }
      double divisor = factor[diagonal(i)];
      for (int j = 0; j < i; j++) {
        inverse[row(i) + j] = sums[j] / divisor;
      }
      inverse[diagonal(i)] = 1 / divisor;
    }
    return inverse;
  }
}
