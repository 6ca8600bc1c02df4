package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CholeskyTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 30})
  void the_triangle_mirrored_times_the_triangle_is_the_matrix(int n) {
    double[] matrix = matrix(n);
    double[] factor = matrix.clone();

    Cholesky.decompose(factor, n);

    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < n; k++) {
          sum += at(factor, k, i) * at(factor, k, j);
        }
        assertThat(sum).isCloseTo(at(matrix, i, j), within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7})
  void a_solution_times_the_matrix_is_what_was_given(int n) {
    double[] matrix = matrix(n);
    double[] factor = matrix.clone();
    Cholesky.decompose(factor, n);
    double[] given = new Random(n).doubles(n).toArray();
    double[] solution = given.clone();

    Cholesky.solve(factor, solution);

    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += at(matrix, Math.max(i, j), Math.min(i, j)) * solution[j];
      }
      assertThat(sum).isCloseTo(given[i], within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7})
  void the_mirrored_inverse_whitens(int n) {
    double[] factor = matrix(n);
    Cholesky.decompose(factor, n);
    double[] given = new Random(n).doubles(n).toArray();
    double[] whitened = given.clone();
    Cholesky.whiten(factor, whitened);

    double[] inverse = Cholesky.inverse(factor, n);

    for (int column = 0; column < n; column++) {
      double sum = 0;
      for (int row = column; row < n; row++) {
        sum += given[row] * at(inverse, row, column);
      }
      assertThat(sum).isCloseTo(whitened[column], within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void a_matrix_that_is_not_positive_definite_is_refused(int n) {
    double[] matrix = matrix(n);
    matrix[Cholesky.diagonal(0)] = -1;

    assertThatThrownBy(() -> Cholesky.decompose(matrix, n)).isInstanceOf(ArithmeticException.class);
  }

  /** Sums of outer products, and 1 on the diagonal. */
  private static double[] matrix(int n) {
    Random random = new Random(n);
    double[] matrix = new double[Cholesky.row(n)];
    for (int i = 0; i < n; i++) {
      matrix[Cholesky.diagonal(i)] = 1;
    }
    for (int picture = 0; picture < 2 * n; picture++) {
      double[] x = random.doubles(n, -1, 1).toArray();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          matrix[Cholesky.row(i) + j] += x[i] * x[j];
        }
      }
    }
    return matrix;
  }

  private static double at(double[] packed, int row, int column) {
    return packed[Cholesky.row(row) + column];
  }
}
