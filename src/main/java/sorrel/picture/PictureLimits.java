package sorrel.picture;

/**
 * How large a picture may be.
 *
 * @param bytesMax bytes of the file
 * @param pixelsMax width times height as the file states them, before any shrinking
 */
public record PictureLimits(long bytesMax, long pixelsMax) {
  /** 25 MB and 50 megapixels: more than any phone's camera writes in its usual modes. */
  public static final PictureLimits DEFAULT = new PictureLimits(25L << 20, 50_000_000L);

  /** Pixels of the longest side: the most that JPEG can state. */
  static final int SIDE_MAX = 65_535;

  public PictureLimits {
    if (bytesMax < 1 || pixelsMax < 1) {
      throw new IllegalArgumentException(bytesMax + " bytes, " + pixelsMax + " pixels");
    }
  }

  /**
   * Holds the size that a file states against the limits, before anything is allocated for it.
   *
   * @throws Refusal DAMAGED for a size without pixels, TOO_MANY_PIXELS beyond the limits
   */
  void check(long width, long height) throws Refusal {
    if (width <= 0 || height <= 0) {
      throw new Refusal(
          Reason.DAMAGED,
          "This picture says that it has no pixels. Save it again or leave it out.");
    }
    if (width > SIDE_MAX || height > SIDE_MAX || width * height > pixelsMax) {
      throw new Refusal(
          Reason.TOO_MANY_PIXELS,
          "This picture has %d x %d pixels; Sorrel reads up to %d megapixels and %d a side. Make it smaller."
              .formatted(width, height, pixelsMax / 1_000_000, SIDE_MAX));
    }
  }
}
