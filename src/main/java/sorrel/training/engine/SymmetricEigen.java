package sorrel.training.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations (C. G. J.
 * Jacobi, 1846; in the form of W. H. Press et al., "Numerical recipes", 11.1).
 *
 * @param values the largest first
 * @param vectors a row for each value, of length 1
 */
record SymmetricEigen(double[] values, double[][] vectors) {
  /** Enough for any matrix: the part off the diagonal falls at least quadratically in the end. */
  private static final int SWEEPS = 50;

  /** Share of the diagonal below which the rest counts as 0. */
  private static final double NOTHING = 1e-20;

  static SymmetricEigen of(double[][] matrix) {
    int size = matrix.length;
    double[][] a = new double[size][];
    double[][] vectors = new double[size][size];
    for (int i = 0; i < size; i++) {
      a[i] = matrix[i].clone();
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS && !isDiagonal(a); sweep++) {
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          if (a[p][q] != 0) {
            rotate(a, vectors, p, q);
          }
        }
      }
    }
    List<Integer> order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> a[i][i]).reversed())
            .toList();
    return new SymmetricEigen(
        order.stream().mapToDouble(i -> a[i][i]).toArray(),
        order.stream().map(i -> column(vectors, i)).toArray(double[][]::new));
  }

  private static double[] column(double[][] matrix, int column) {
    return Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray();
  }

  private static boolean isDiagonal(double[][] a) {
    double on = 0;
    double off = 0;
    for (int i = 0; i < a.length; i++) {
      on += a[i][i] * a[i][i];
      for (int j = i + 1; j < a.length; j++) {
        off += a[i][j] * a[i][j];
      }
    }
    return off <= NOTHING * on;
  }

  /** Turns the plane of two coordinates so that the matrix has a 0 for them. */
  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    for (int k = 0; k < a.length; k++) {
      double before = a[k][p];
      a[k][p] = cosine * before - sine * a[k][q];
      a[k][q] = sine * before + cosine * a[k][q];
    }
    for (int k = 0; k < a.length; k++) {
      double before = a[p][k];
      a[p][k] = cosine * before - sine * a[q][k];
      a[q][k] = sine * before + cosine * a[q][k];
    }
    for (double[] row : vectors) {
      double before = row[p];
      row[p] = cosine * before - sine * row[q];
      row[q] = sine * before + cosine * row[q];
    }
  }
}
