package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImageShape;

final class LayoutTest {
  private static final ImageShape GREY = new ImageShape(8, 8, 1);

  @Test
  void an_even_picture_has_its_brightness_everywhere_and_nothing_else() {
    byte[] pixels = new byte[64];
    Arrays.fill(pixels, (byte) 51);
    float[] layout = Layout.of(pixels, 0, GREY);

    assertThat(layout).hasSize(16 * 4);
    for (int cell = 0; cell < 16; cell++) {
      assertThat(layout[cell * 4]).isCloseTo(0.2f, within(1e-6f));
      assertThat(layout[cell * 4 + 1]).isCloseTo(0, within(1e-3f));
      assertThat(layout[cell * 4 + 2]).isZero();
      assertThat(layout[cell * 4 + 3]).isZero();
    }
  }

  @Test
  void stripes_show_as_steps_across_them() {
    byte[] pixels = new byte[64];
    for (int i = 0; i < 64; i += 2) {
      pixels[i] = -1;
    }
    float[] layout = Layout.of(pixels, 0, GREY);

    assertThat(layout[1]).isCloseTo(0.5f, within(1e-6f));
    assertThat(layout[2]).isCloseTo(1, within(1e-6f));
    assertThat(layout[3]).isZero();
  }

  @Test
  void one_picture_of_several_layouts_as_it_does_alone() {
    byte[] both = new byte[128];
    Arrays.fill(both, 64, 128, (byte) 200);

    assertThat(Layout.of(both, 64, GREY))
        .isEqualTo(Layout.of(Arrays.copyOfRange(both, 64, 128), 0, GREY));
  }

  @Test
  void the_smallest_picture_has_a_layout() {
    assertThat(Layout.of(new byte[] {1, 2, 3}, 0, new ImageShape(1, 1, 3))).hasSize(6);
  }

  @Test
  void pictures_of_every_size_have_the_means_and_steps_of_their_cells() {
    Random random = new Random(1);
    for (ImageShape shape :
        List.of(
            new ImageShape(28, 28, 1),
            new ImageShape(33, 19, 3),
            new ImageShape(3, 5, 3),
            new ImageShape(224, 301, 3))) {
      byte[] pixels = new byte[shape.size()];
      random.nextBytes(pixels);

      assertThat(Layout.of(pixels, 0, shape))
          .containsExactly(byDefinition(pixels, shape), within(1e-6f));
    }
  }

  private static float[] byDefinition(byte[] pixels, ImageShape shape) {
    int rows = Math.clamp(shape.height() / 2, 1, 4);
    int columns = Math.clamp(shape.width() / 2, 1, 4);
    int step = Math.max(1, Math.max(shape.height(), shape.width()) / 96);
    List<Double> layout = new ArrayList<>();
    for (int cell = 0; cell < rows * columns; cell++) {
      int row = cell / columns;
      int column = cell % columns;
      List<Integer> seen = new ArrayList<>();
      for (int y = row * shape.height() / rows; y < (row + 1) * shape.height() / rows; y += step) {
        int end = (column + 1) * shape.width() / columns;
        for (int x = column * shape.width() / columns; x < end; x += step) {
          seen.add(y * shape.width() + x);
        }
      }
      for (int channel = 0; channel < shape.channels(); channel++) {
        int each = channel;
        layout.add(mean(seen, at -> value(pixels, shape, at, each)));
      }
      ToDoubleFunction<Integer> brightness = at -> brightness(pixels, shape, at, 0, 0);
      double mean = mean(seen, brightness);
      layout.add(Math.sqrt(mean(seen, at -> Math.pow(brightness.applyAsDouble(at) - mean, 2))));
      layout.add(
          Math.sqrt(
              mean(
                  seen,
                  at ->
                      Math.abs(
                          brightness(pixels, shape, at, 0, step) - brightness.applyAsDouble(at)))));
      layout.add(
          Math.sqrt(
              mean(
                  seen,
                  at ->
                      Math.abs(
                          brightness(pixels, shape, at, step, 0) - brightness.applyAsDouble(at)))));
    }
    float[] result = new float[layout.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = layout.get(i).floatValue();
    }
    return result;
  }

  private static double mean(List<Integer> pixels, ToDoubleFunction<Integer> value) {
    return pixels.stream().mapToDouble(value).average().orElseThrow();
  }

  private static double brightness(byte[] pixels, ImageShape shape, int at, int down, int right) {
    int y = Math.min(at / shape.width() + down, shape.height() - 1);
    int x = Math.min(at % shape.width() + right, shape.width() - 1);
    return IntStream.range(0, shape.channels())
        .mapToDouble(channel -> value(pixels, shape, y * shape.width() + x, channel))
        .average()
        .orElseThrow();
  }

  private static double value(byte[] pixels, ImageShape shape, int at, int channel) {
    return (pixels[at * shape.channels() + channel] & 0xff) / 255.0;
  }
}
