package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.TrainingData;

class WhiteningTest {
  private static final ImageShape SHAPE = new ImageShape(6, 5, 3);
  private static final int IMAGES = 400;
  private static final int SIZE = 2 * 2 * 3;

  @Test
  void patches_come_out_uncorrelated_with_variance_one_and_mean_zero() {
    TrainingData data = smooth();
    Whitening whitening = Whitening.of(2, SIZE, data);
    double[] mean = new double[2 * SIZE];
    double[][] products = new double[2 * SIZE][2 * SIZE];
    int patches = 0;
    byte[] picture = new byte[SHAPE.size()];
    for (int image = 0; image < IMAGES; image++) {
      data.read(image, picture, 0);
      for (int y = 0; y < SHAPE.height() - 1; y++) {
        for (int x = 0; x < SHAPE.width() - 1; x++) {
          double[] out = applied(whitening, picture, y, x);
          patches++;
          for (int i = 0; i < out.length; i++) {
            mean[i] += out[i];
            for (int j = 0; j < out.length; j++) {
              products[i][j] += out[i] * out[j];
            }
          }
        }
      }
    }
    for (int i = 0; i < SIZE; i++) {
      assertThat(mean[i] / patches).isCloseTo(0, within(0.02));
      for (int j = 0; j < SIZE; j++) {
        assertThat(products[i][j] / patches).isCloseTo(i == j ? 1 : 0, within(0.1));
      }
      assertThat(products[i][SIZE + i]).isCloseTo(-products[i][i], within(1e-3 * patches));
    }
  }

  @Test
  void pictures_of_one_colour_give_finite_numbers() {
    TrainingData flat =
        new TrainingData(
            SHAPE,
            MemorySegment.ofArray(new byte[3 * SHAPE.size()]),
            new int[3],
            new int[] {0, 1, 2},
            new int[0],
            new int[0]);
    Whitening whitening = Whitening.of(2, 5, flat);
    for (float weight : whitening.weights()) {
      assertThat(weight).isFinite();
    }
  }

  private static double[] applied(Whitening whitening, byte[] picture, int y, int x) {
    double[] out = new double[2 * SIZE];
    for (int i = 0; i < out.length; i++) {
      out[i] = whitening.offset()[i];
      for (int v = 0; v < SIZE; v++) {
        int row = y + v / 6;
        int at = (row * SHAPE.width() + x) * 3 + v % 6;
        out[i] += ((picture[at] & 0xff) / 127.5 - 1) * whitening.weights()[v * 2 * SIZE + i];
      }
    }
    return out;
  }

  /** Neighbours resemble each other, as in pictures, and each value varies by itself too. */
  private static TrainingData smooth() {
    Random random = new Random(3);
    byte[] pixels = new byte[IMAGES * SHAPE.size()];
    for (int image = 0; image < IMAGES; image++) {
      double light = 60 * random.nextGaussian();
      for (int i = 0; i < SHAPE.size(); i++) {
        pixels[image * SHAPE.size() + i] =
            (byte) Math.clamp((int) (128 + light + 20 * random.nextGaussian()), 0, 255);
      }
    }
    return new TrainingData(
        SHAPE,
        MemorySegment.ofArray(pixels),
        new int[IMAGES],
        IntStream.range(0, IMAGES).toArray(),
        new int[0],
        new int[0]);
  }
}
