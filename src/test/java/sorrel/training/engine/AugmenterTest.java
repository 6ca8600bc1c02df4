package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Augmentation;

class AugmenterTest {
  private static final byte[] PICTURE = {1, 2, 3, 4, 5, 6};
  private final Augmenter augmenter =
      new Augmenter(new ImageShape(2, 3, 1), new Augmentation(true, 1));

  @Test
  void a_picture_is_moved_and_its_edge_repeated() {
    assertThat(varied(1, 0, false)).containsExactly(1, 2, 3, 1, 2, 3);
    assertThat(varied(-1, 1, false)).containsExactly(4, 4, 5, 4, 4, 5);
  }

  @Test
  void a_picture_is_mirrored() {
    assertThat(varied(0, 0, true)).containsExactly(3, 2, 1, 6, 5, 4);
    assertThat(varied(0, 1, true)).containsExactly(3, 3, 2, 6, 6, 5);
  }

  @Test
  void colours_stay_together() {
    byte[] batch = new byte[6];
    new Augmenter(new ImageShape(1, 2, 3), Augmentation.NONE).copy(PICTURE, batch, 0, 0, 0, true);
    assertThat(batch).containsExactly(4, 5, 6, 1, 2, 3);
  }

  @Test
  void without_augmentation_a_picture_is_copied_to_its_place() {
    byte[] batch = new byte[8];
    new Augmenter(new ImageShape(2, 3, 1), Augmentation.NONE)
        .copy(PICTURE, batch, 2, new Random(1));
    assertThat(batch).containsExactly(0, 0, 1, 2, 3, 4, 5, 6);
  }

  private byte[] varied(int down, int right, boolean mirrored) {
    byte[] batch = new byte[6];
    augmenter.copy(PICTURE, batch, 0, down, right, mirrored);
    return batch;
  }
}
