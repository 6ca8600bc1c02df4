package sorrel.head.domain;

import java.util.Arrays;

/**
 * Positive definite matrices as the product {@code LᵀL} of a mirrored triangle and the triangle,
 * packed row by row. That order of the two, and not the usual {@code LLᵀ}, lets every loop add a
 * multiple of one row to another, which processors do many numbers at a time.
 */
final class Cholesky {
  /** Rows that are taken off the others at once, so that those are fetched from memory once. */
  private static final int AT_ONCE = 4;

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
   * Replaces the lower triangle of a matrix by its factor {@code L}.
   *
   * @throws ArithmeticException if the matrix is not positive definite
   */
  static void decompose(double[] a, int n) {
    double[][] rows = unpacked(a, n);
    int last = n - 1;
    while (last >= 0) {
      int first = Math.max(0, last - AT_ONCE + 1);
      for (int k = last; k >= first; k--) {
        for (int done = last; done > k; done--) {
          takeOff(rows[k], rows[done], rows[done][k]);
        }
        divide(rows[k], root(rows[k][k], k));
      }
      for (int i = 0; i < first; i++) {
        takeOff(rows, i, first, last);
      }
      last = first - 1;
    }
    pack(rows, a);
  }

  private static double root(double square, int at) {
    if (!(square > 0)) {
      throw new ArithmeticException("not positive definite at " + at);
    }
    return Math.sqrt(square);
  }

  private static double[][] unpacked(double[] packed, int n) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOfRange(packed, row(i), row(i + 1));
    }
    return rows;
  }

  private static void pack(double[][] rows, double[] packed) {
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, packed, row(i), i + 1);
    }
  }

  private static void divide(double[] row, double divisor) {
    for (int j = 0; j < row.length; j++) {
      row[j] /= divisor;
    }
  }

  /** Takes multiples of the rows from first to last off another. */
  private static void takeOff(double[][] rows, int i, int first, int last) {
    if (last - first + 1 == AT_ONCE) {
      double[] a = rows[first];
      double[] b = rows[first + 1];
      double[] c = rows[first + 2];
      double[] d = rows[last];
      takeOff(rows[i], a, a[i], b, b[i], c, c[i], d, d[i]);
    } else {
      for (int k = first; k <= last; k++) {
        takeOff(rows[i], rows[k], rows[k][i]);
      }
    }
  }

  private static void takeOff(
      double[] row,
      double[] a,
      double byA,
      double[] b,
      double byB,
      double[] c,
      double byC,
      double[] d,
      double byD) {
    for (int j = 0; j < row.length; j++) {
      row[j] -= byA * a[j] + byB * b[j] + byC * c[j] + byD * d[j];
    }
  }

  private static void takeOff(double[] row, double[] other, double by) {
    for (int j = 0; j < row.length; j++) {
      row[j] -= by * other[j];
    }
  }

  /**
   * Replaces a vector by what the inverse of {@code Lᵀ} makes of it, whose square length is then
   * that of the vector in units of the decomposed matrix.
   */
  static void whiten(double[] factor, double[] x) {
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= factor[diagonal(i)];
      for (int k = 0; k < i; k++) {
        x[k] -= factor[row(i) + k] * x[i];
      }
    }
  }

  /** Replaces a vector by what the inverse of the decomposed matrix makes of it. */
  static void solve(double[] factor, double[] x) {
    whiten(factor, x);
    for (int i = 0; i < x.length; i++) {
      double rest = x[i];
      for (int k = 0; k < i; k++) {
        rest -= factor[row(i) + k] * x[k];
      }
      x[i] = rest / factor[diagonal(i)];
    }
  }

  /** The inverse of the factor, again a lower triangle. */
  static double[] inverse(double[] factor, int n) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] sums = new double[n];
      for (int k = 0; k < i; k++) {
        addTo(sums, rows[k], -factor[row(i) + k]);
      }
      sums[i] = 1;
      rows[i] = Arrays.copyOf(sums, i + 1);
      divide(rows[i], factor[diagonal(i)]);
    }
    double[] inverse = new double[factor.length];
    pack(rows, inverse);
    return inverse;
  }

  private static void addTo(double[] sums, double[] row, double by) {
    for (int j = 0; j < row.length; j++) {
      sums[j] += by * row[j];
    }
  }
}
