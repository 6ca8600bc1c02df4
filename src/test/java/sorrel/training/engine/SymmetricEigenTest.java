package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
  @Test
  void values_and_vectors_give_the_matrix_again() {
    Random random = new Random(1);
    for (int size : new int[] {1, 2, 7, 30}) {
      double[][] matrix = new double[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j <= i; j++) {
          matrix[i][j] = random.nextGaussian();
          matrix[j][i] = matrix[i][j];
        }
      }
      SymmetricEigen eigen = SymmetricEigen.of(matrix);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          double sum = 0;
          for (int k = 0; k < size; k++) {
            sum += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
          }
          assertThat(sum).isCloseTo(matrix[i][j], within(1e-9));
        }
        assertThat(eigen.values()[i]).isLessThanOrEqualTo(eigen.values()[Math.max(0, i - 1)]);
      }
    }
  }
}
