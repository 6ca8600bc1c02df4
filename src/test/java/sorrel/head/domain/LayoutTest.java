package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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
}
