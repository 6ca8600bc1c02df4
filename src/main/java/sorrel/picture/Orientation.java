package sorrel.picture;

/** How stored pixels must be turned to stand upright: the values 1 to 8 of EXIF's tag 0x0112. */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  FLIPPED(false, false, true),
  TRANSPOSED(true, false, false),
  TURNED_LEFT(true, false, true),
  TRANSVERSE(true, true, true),
  TURNED_RIGHT(true, true, false);

  /** Whether columns become rows. */
  private final boolean swapped;

  /** Whether the stored columns are then read from the right. */
  private final boolean fromRight;

  /** Whether the stored rows are then read from the bottom. */
  private final boolean fromBottom;

  Orientation(boolean swapped, boolean fromRight, boolean fromBottom) {
    this.swapped = swapped;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** The orientation of EXIF's value; upright for values that EXIF does not know. */
  static Orientation of(int exif) {
    return exif >= 1 && exif <= 8 ? values()[exif - 1] : UPRIGHT;
  }

  boolean swapsSides() {
    return swapped;
  }

  /** The pixels turned upright; the same object when there is nothing to turn. */
  Pixels upright(Pixels stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = swapped ? stored.height() : stored.width();
    int height = swapped ? stored.width() : stored.height();
    int channels = stored.channels();
    byte[] from = stored.values();
    byte[] turned = new byte[from.length];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = swapped ? y : x;
        int row = swapped ? x : y;
        int storedX = fromRight ? stored.width() - 1 - column : column;
        int storedY = fromBottom ? stored.height() - 1 - row : row;
        int source = (storedY * stored.width() + storedX) * channels;
        for (int c = 0; c < channels; c++) {
          turned[at++] = from[source + c];
        }
      }
    }
    return new Pixels(width, height, channels, turned);
  }
}
