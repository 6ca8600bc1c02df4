package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImageShape;

final class TextureTest {
  private static final ImageShape GREY = new ImageShape(16, 16, 1);
  private static final ImageShape COLOUR = new ImageShape(16, 16, 3);
  private static final float NONE = (float) Math.log(2 / 255.0);

  @Test
  void an_even_picture_has_its_brightness_and_no_details() {
    byte[] pixels = new byte[256];
    Arrays.fill(pixels, (byte) 51);

    float[] texture = Texture.of(pixels, 0, GREY);

    assertThat(texture).hasSize(1 + 2 * 3);
    assertThat(texture[0]).isCloseTo(0.2f, within(1e-6f));
    for (int i = 1; i < texture.length; i++) {
      assertThat(texture[i]).isCloseTo(NONE, within(1e-4f));
    }
  }

  @Test
  void stripes_are_details_across_them_of_their_own_width() {
    byte[] pixels = new byte[256];
    for (int i = 0; i < 256; i++) {
      pixels[i] = (byte) (i % 4 < 2 ? 255 : 0);
    }

    float[] texture = Texture.of(pixels, 0, GREY);

    assertThat(texture[1]).as("finest, to the right").isCloseTo(NONE, within(1e-4f));
    assertThat(texture[4]).as("twice as wide, to the right").isGreaterThan(0.5f);
    assertThat(texture[5]).as("twice as wide, downwards").isCloseTo(NONE, within(1e-4f));
  }

  @Test
  void the_finest_details_of_colour_do_not_count_but_those_of_brightness_do() {
    byte[] even = new byte[768];
    Arrays.fill(even, (byte) 100);
    byte[] speckled = even.clone();
    for (int i = 0; i < 256; i++) {
      int sign = (i % 16 + i / 16) % 2 == 0 ? 1 : -1;
      speckled[3 * i] += (byte) (20 * sign);
      speckled[3 * i + 1] -= (byte) (20 * sign);
    }
    assertThat(Texture.of(speckled, 0, COLOUR))
        .containsExactly(Texture.of(even, 0, COLOUR), within(1e-4f));

    for (int i = 0; i < 256; i++) {
      speckled[3 * i + 1] = speckled[3 * i];
      speckled[3 * i + 2] = speckled[3 * i];
    }
    assertThat(Texture.of(speckled, 0, COLOUR)[3]).as("across").isGreaterThan(NONE + 2);
  }

  @Test
  void the_smallest_picture_has_a_texture() {
    assertThat(Texture.of(new byte[] {30, 60, 90}, 0, new ImageShape(1, 1, 3))).hasSize(3);
  }

  @Test
  void pictures_of_every_size_have_the_coefficients_of_the_transform() {
    Random random = new Random(1);
    for (ImageShape shape :
        List.of(
            new ImageShape(28, 28, 1),
            new ImageShape(33, 19, 3),
            new ImageShape(5, 5, 3),
            new ImageShape(224, 301, 3))) {
      byte[] pixels = new byte[shape.size()];
      random.nextBytes(pixels);
      List<Float> texture = new ArrayList<>();
      if (shape.channels() == 1) {
        byDefinition(plane(pixels, shape, 1), 0, texture);
      } else {
        byDefinition(plane(pixels, shape, 1 / 3.0, 1 / 3.0, 1 / 3.0), 0, texture);
        byDefinition(plane(pixels, shape, 1, -1, 0), 1, texture);
        byDefinition(plane(pixels, shape, -0.5, -0.5, 1), 1, texture);
      }
      float[] expected = new float[texture.size()];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = texture.get(i);
      }

      assertThat(Texture.of(pixels, 0, shape)).containsExactly(expected, within(1e-5f));
    }
  }

  private static double[][] plane(byte[] pixels, ImageShape shape, double... weights) {
    double[][] plane = new double[shape.height()][shape.width()];
    for (int i = 0; i < shape.height() * shape.width(); i++) {
      for (int c = 0; c < weights.length; c++) {
        plane[i / shape.width()][i % shape.width()] +=
            weights[c] * (pixels[i * weights.length + c] & 0xff) / 255;
      }
    }
    return plane;
  }

  private static void byDefinition(double[][] plane, int leftOut, List<Float> texture) {
    texture.add(
        (float) Arrays.stream(plane).flatMapToDouble(Arrays::stream).average().orElseThrow());
    double[][] rest = plane;
    for (int level = 0; level < 5 && Math.min(rest.length, rest[0].length) >= 6; level++) {
      double[][] next = new double[rest.length / 2][rest[0].length / 2];
      double[] sums = new double[3];
      for (int y = 0; y < next.length; y++) {
        for (int x = 0; x < next[0].length; x++) {
          double a = rest[2 * y][2 * x];
          double b = rest[2 * y][2 * x + 1];
          double c = rest[2 * y + 1][2 * x];
          double d = rest[2 * y + 1][2 * x + 1];
          next[y][x] = (a + b + c + d) / 2;
          sums[0] += Math.abs(a - b + c - d) / 2;
          sums[1] += Math.abs(a + b - c - d) / 2;
          sums[2] += Math.abs(a - b - c + d) / 2;
        }
      }
      for (double sum : level < leftOut ? new double[0] : sums) {
        texture.add((float) Math.log(2 / 255.0 + sum / (next.length * next[0].length)));
      }
      rest = next;
    }
  }
}
