package sorrel.training.domain;

import sorrel.kernel.ImageShape;

/**
 * How training pictures are varied so that a network sees each differently every time.
 *
 * @param flip whether left and right may be swapped
 * @param shift pixels by which a picture is moved at most in each direction; its edge is repeated
 */
public record Augmentation(boolean flip, int shift) {
  public static final Augmentation NONE = new Augmentation(false, 0);

  public Augmentation {
    if (shift < 0) {
      throw new IllegalArgumentException("A shift is at least 0 pixels: " + shift);
    }
  }

  /**
   * A default by what the pictures look like. Photographs may be mirrored and moved by a sixteenth
   * of their side; signs and letters mean something else in a mirror, and are only moved.
   */
  public static Augmentation suited(PictureStatistics statistics) {
    int side = Math.min(statistics.shape().height(), statistics.shape().width());
    if (statistics.looksLikePhotographs()) {
      return new Augmentation(true, cautious(statistics.shape()).shift());
    }
    return new Augmentation(false, side < 16 ? 0 : Math.max(1, side / 28));
  }

  /** What photographs bear, whatever is on them: they are moved by a sixteenth of their side. */
  public static Augmentation cautious(ImageShape shape) {
    return new Augmentation(false, Math.max(1, Math.min(shape.height(), shape.width()) / 16));
  }

  /** The same variations of pictures that are so many times as large. */
  public Augmentation scaled(double times) {
    return new Augmentation(flip, (int) Math.round(shift * times));
  }
}
