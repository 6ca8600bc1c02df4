package sorrel.training.domain;

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
      return new Augmentation(true, Math.max(1, side / 16));
    }
    return new Augmentation(false, side < 16 ? 0 : Math.max(1, side / 28));
  }
}
