package sorrel.training.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImageShape;

class PictureStatisticsTest {
  @Test
  void noise_in_many_colours_is_taken_for_photographs_and_mirrored() {
    byte[] pixels = new byte[4 * 32 * 32 * 3];
    new Random(1).nextBytes(pixels);
    PictureStatistics statistics = statistics(new ImageShape(32, 32, 3), pixels);
    assertThat(statistics.looksLikePhotographs()).isTrue();
    assertThat(Augmentation.suited(statistics)).isEqualTo(new Augmentation(true, 2));
  }

  @Test
  void a_sign_on_one_background_is_not_mirrored() {
    byte[] pixels = new byte[4 * 32 * 32 * 3];
    for (int i = 0; i < 3000; i++) {
      pixels[i] = (byte) (i * 37);
    }
    assertThat(Augmentation.suited(statistics(new ImageShape(32, 32, 3), pixels)).flip()).isFalse();
  }

  @Test
  void grey_pictures_are_not_mirrored_even_when_stored_in_colour() {
    byte[] pixels = new byte[4 * 32 * 32 * 3];
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i += 3) {
      byte grey = (byte) random.nextInt(256);
      pixels[i] = grey;
      pixels[i + 1] = grey;
      pixels[i + 2] = grey;
    }
    PictureStatistics statistics = statistics(new ImageShape(32, 32, 3), pixels);
    assertThat(statistics.greyShare()).isEqualTo(1);
    assertThat(Augmentation.suited(statistics).flip()).isFalse();
  }

  @Test
  void tiny_signs_are_left_as_they_are() {
    PictureStatistics statistics = statistics(new ImageShape(8, 8, 1), new byte[4 * 64]);
    assertThat(statistics.flatShare()).isEqualTo(1);
    assertThat(Augmentation.suited(statistics)).isEqualTo(Augmentation.NONE);
  }

  private static PictureStatistics statistics(ImageShape shape, byte[] pixels) {
    return PictureStatistics.of(
        new TrainingData(
            shape,
            MemorySegment.ofArray(pixels),
            new int[4],
            new int[] {0, 1, 2, 3},
            new int[0],
            new int[0]));
  }
}
