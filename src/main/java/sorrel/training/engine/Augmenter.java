package sorrel.training.engine;

import java.util.random.RandomGenerator;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Augmentation;

/** Varies one picture as an {@link Augmentation} says. */
final class Augmenter {
  private final ImageShape shape;
  private final Augmentation augmentation;

  Augmenter(ImageShape shape, Augmentation augmentation) {
    this.shape = shape;
    this.augmentation = augmentation;
  }

  /** Copies a picture {@code [height, width, channel]} to a place in a batch, varied by chance. */
  void copy(byte[] picture, byte[] batch, int offset, RandomGenerator random) {
    int reach = 2 * augmentation.shift() + 1;
    int down = reach == 1 ? 0 : random.nextInt(reach) - augmentation.shift();
    int right = reach == 1 ? 0 : random.nextInt(reach) - augmentation.shift();
    boolean mirrored = augmentation.flip() && random.nextBoolean();
    copy(picture, batch, offset, down, right, mirrored);
  }

  void copy(byte[] picture, byte[] batch, int offset, int down, int right, boolean mirrored) {
    if (down == 0 && right == 0 && !mirrored) {
      System.arraycopy(picture, 0, batch, offset, picture.length);
      return;
    }
    int channels = shape.channels();
    int width = shape.width();
    int at = offset;
    for (int y = 0; y < shape.height(); y++) {
      int row = Math.clamp(y - down, 0, shape.height() - 1) * width;
      for (int x = 0; x < width; x++) {
        int column = Math.clamp(x - right, 0, width - 1);
        int from = (row + (mirrored ? width - 1 - column : column)) * channels;
        for (int channel = 0; channel < channels; channel++) {
          batch[at++] = picture[from + channel];
        }
      }
    }
  }
}
