package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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
}
