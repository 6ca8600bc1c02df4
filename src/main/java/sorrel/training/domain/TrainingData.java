package sorrel.training.domain;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Part;

/**
 * The images of a run, read in place: uint8 pixels {@code [image, height, width, channel]} with a
 * label each, and which images belong to which part. Safe to share between threads. The arrays are
 * not copied and must not change.
 */
public final class TrainingData {
  private final ImageShape shape;
  private final MemorySegment pixels;
  private final int[] labels;
  private final int[] training;
  private final int[] validation;
  private final int[] testing;

  /**
   * Takes images with their labels.
   *
   * @param pixels at least {@code labels.length * shape.size()} bytes; its owner closes it after
   *     the last use of this
   * @param labels the class of each image, from 0
   * @param training indices of images to learn from
   * @param validation indices of images that decide
   * @param testing indices of images for the figure that people see
   * @throws IllegalArgumentException if an index or the pixels do not reach
   */
  public TrainingData(
      ImageShape shape,
      MemorySegment pixels,
      int[] labels,
      int[] training,
      int[] validation,
      int[] testing) {
    if (pixels.byteSize() < (long) labels.length * shape.size()) {
      throw new IllegalArgumentException(
          pixels.byteSize() + " bytes of pixels for " + labels.length + " images");
    }
    for (int[] part : new int[][] {training, validation, testing}) {
      for (int image : part) {
        if (image < 0 || image >= labels.length) {
          throw new IllegalArgumentException("No image " + image + " of " + labels.length);
        }
      }
    }
    this.shape = shape;
    this.pixels = pixels;
    this.labels = labels;
    this.training = training;
    this.validation = validation;
    this.testing = testing;
  }

  public ImageShape shape() {
    return shape;
  }

  /** How many images of a part there are. */
  public int count(Part part) {
    return images(part).length;
  }

  /** The image at a place of a part; places count from 0. */
  public int image(Part part, int place) {
    return images(part)[place];
  }

  /** The class of an image. */
  public int label(int image) {
    return labels[image];
  }

  /** Copies the pixels of an image, {@code [height, width, channel]}, into an array. */
  public void read(int image, byte[] into, int offset) {
    MemorySegment.copy(
        pixels, ValueLayout.JAVA_BYTE, (long) image * shape.size(), into, offset, shape.size());
  }

  private int[] images(Part part) {
    return switch (part) {
      case TRAINING -> training;
      case VALIDATION -> validation;
      case TESTING -> testing;
    };
  }
}
