package sorrel.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImagePipeline.Fit;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Sha256;

class PipelineApplierTest {
  @Test
  void a_picture_of_the_inputs_size_is_copied() {
    byte[] values = noise(9 * 7 * 3);
    for (Fit fit : Fit.values()) {
      assertThat(apply(9, 7, 3, values, 7, 9, 3, fit)).isEqualTo(values).isNotSameAs(values);
    }
  }

  @Test
  void shrinking_averages_the_area() {
    byte[] values = bytes(0, 100, 10, 20, 200, 100, 30, 40);
    assertThat(apply(4, 2, 1, values, 1, 2, 1, Fit.STRETCH)).isEqualTo(bytes(100, 25));
  }

  @Test
  void shrinking_by_a_part_weighs_pixels_by_what_is_covered() {
    assertThat(apply(3, 1, 1, bytes(0, 90, 180), 1, 2, 1, Fit.STRETCH)).isEqualTo(bytes(30, 150));
  }

  @Test
  void enlarging_is_linear_between_middles() {
    assertThat(apply(2, 1, 1, bytes(0, 100), 1, 4, 1, Fit.STRETCH))
        .isEqualTo(bytes(0, 25, 75, 100));
  }

  @Test
  void flat_pictures_stay_flat_at_any_size() {
    for (int value : new int[] {0, 1, 127, 254, 255}) {
      byte[] values = new byte[37 * 23];
      Arrays.fill(values, (byte) value);
      for (Fit fit : Fit.values()) {
        assertThat(apply(37, 23, 1, values, 16, 64, 3, fit)).containsOnly(value);
      }
    }
  }

  @Test
  void crop_keeps_the_middle() {
    assertThat(apply(4, 2, 1, bytes(1, 2, 3, 4, 5, 6, 7, 8), 2, 2, 1, Fit.CROP))
        .isEqualTo(bytes(2, 3, 6, 7));
    assertThat(apply(2, 4, 1, bytes(1, 2, 3, 4, 5, 6, 7, 8), 2, 2, 1, Fit.CROP))
        .isEqualTo(bytes(3, 4, 5, 6));
  }

  @Test
  void pad_keeps_all_within_a_border_of_the_edges_colour() {
    assertThat(apply(4, 2, 1, bytes(9, 9, 9, 9, 9, 9, 9, 9), 4, 4, 1, Fit.PAD)).containsOnly(9);
    byte[] wide = apply(4, 1, 1, bytes(10, 10, 10, 200), 4, 4, 1, Fit.PAD);
    assertThat(wide)
        .isEqualTo(bytes(10, 10, 10, 10, 10, 10, 10, 200, 10, 10, 10, 10, 10, 10, 10, 10));
  }

  @Test
  void extreme_shapes_fit_every_way() {
    for (Fit fit : Fit.values()) {
      assertThat(apply(5000, 1, 3, noise(15_000), 24, 24, 3, fit)).hasSize(24 * 24 * 3);
      assertThat(apply(1, 5000, 3, noise(15_000), 24, 40, 1, fit)).hasSize(24 * 40);
      assertThat(apply(1, 1, 1, bytes(7), 24, 40, 3, fit)).containsOnly(7);
    }
  }

  @Test
  void grey_is_the_luma_of_bt_601() {
    assertThat(apply(3, 1, 3, bytes(255, 0, 0, 0, 255, 0, 0, 0, 255), 1, 3, 1, Fit.CROP))
        .isEqualTo(bytes(76, 150, 29));
    assertThat(apply(1, 1, 3, bytes(255, 255, 255), 1, 1, 1, Fit.CROP)).isEqualTo(bytes(255));
    assertThat(apply(1, 1, 1, bytes(9), 1, 1, 3, Fit.CROP)).isEqualTo(bytes(9, 9, 9));
  }

  @Test
  void the_same_picture_gives_the_same_bytes_on_every_machine() {
    byte[] shrunk = apply(123, 77, 3, noise(123 * 77 * 3), 32, 48, 3, Fit.CROP);
    assertThat(Sha256.of(shrunk).hex().substring(0, 16)).isEqualTo("026bee73f7fb0319");
  }

  private static byte[] apply(
      int width, int height, int channels, byte[] values, int h, int w, int c, Fit fit) {
    Pixels pixels = new Pixels(width, height, channels, values);
    Picture picture = new Picture(PictureFormat.PNG, width, height, pixels, false);
    return PipelineApplier.apply(picture, new ImagePipeline(new ImageShape(h, w, c), fit));
  }

  private static byte[] noise(int count) {
    byte[] values = new byte[count];
    new Random(5).nextBytes(values);
    return values;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
