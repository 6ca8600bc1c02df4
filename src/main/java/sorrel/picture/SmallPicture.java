package sorrel.picture;

import java.util.Arrays;

/**
 * A picture in 16 x 16 levels of grey and, unless it is grey, 4 x 4 tints, each the mean of what it
 * covers. Proportions are not kept.
 */
final class SmallPicture {
  /** Cells of a side. */
  static final int SIDE = 16;

  static final int CELLS = SIDE * SIDE;

  /** The sum over all cells of the square of twice their distance from the middle, one way. */
  private static final double AXIS = CELLS * (CELLS - 1) / 3.0;

  /** Tints of a side. */
  private static final int TINT_SIDE = 4;

  /** Cells of a tint's side. */
  private static final int TINT_CELLS = SIDE / TINT_SIDE;

  /** Blue against grey and red against grey, 16 each. */
  static final int TINTS = 2 * TINT_SIDE * TINT_SIDE;

  /**
   * Grey levels (of 255) that the cells of a picture with something in it lie off a plane, as the
   * root of the mean square: below it there is noise, or a shade.
   */
  private static final double DETAIL_MIN = 4;

  private final byte[] bytes;
  private final float mean;
  private final float length;

  /**
   * @param bytes the levels as uint8, row by row, then perhaps the tints as int8
   */
  private SmallPicture(byte[] bytes) {
    this.bytes = bytes;
    int sum = 0;
    int squares = 0;
    for (int i = 0; i < CELLS; i++) {
      int level = bytes[i] & 0xFF;
      sum += level;
      squares += level * level;
    }
    this.mean = (float) sum / CELLS;
    this.length = (float) Math.sqrt(Math.max(0, squares - (double) sum * sum / CELLS));
  }

  static SmallPicture of(Picture picture) {
    Pixels pixels = picture.pixels();
    byte[] cells = CellMeans.of(pixels);
    if (pixels.channels() == 1) {
      return new SmallPicture(cells);
    }
    byte[] bytes = new byte[picture.looksGrey() ? CELLS : CELLS + TINTS];
    int[] tints = new int[TINTS];
    for (int i = 0; i < CELLS; i++) {
      int red = cells[3 * i] & 0xFF;
      int green = cells[3 * i + 1] & 0xFF;
      int blue = cells[3 * i + 2] & 0xFF;
      int luma = (19_595 * red + 38_470 * green + 7_471 * blue + 32_768) >> 16;
      bytes[i] = (byte) luma;
      int tint = i / (SIDE * TINT_CELLS) * TINT_SIDE + i % SIDE / TINT_CELLS;
      tints[tint] += blue - luma;
      tints[TINTS / 2 + tint] += red - luma;
    }
    for (int i = CELLS; i < bytes.length; i++) {
      // The difference reaches 226; halved it fits a byte.
      bytes[i] = (byte) (tints[i - CELLS] / (2 * TINT_CELLS * TINT_CELLS));
    }
    return new SmallPicture(bytes);
  }

  static SmallPicture ofBytes(byte[] bytes) {
    if (bytes.length != CELLS && bytes.length != CELLS + TINTS) {
      throw new IllegalArgumentException("a fingerprint of " + bytes.length + " bytes");
    }
    return new SmallPicture(bytes.clone());
  }

  /** Whether there is next to nothing to see: one level, a shade from side to side, faint noise. */
  boolean isFlat() {
    int across = 0;
    int down = 0;
    for (int row = 0; row < SIDE; row++) {
      int sum = 0;
      for (int column = 0; column < SIDE; column++) {
        int level = level(row * SIDE + column);
        sum += level;
        across += level * (2 * column - (SIDE - 1));
      }
      down += sum * (2 * row - (SIDE - 1));
    }
    double shade = ((double) across * across + (double) down * down) / AXIS;
    double off = (double) length * length - shade;
    return off < DETAIL_MIN * DETAIL_MIN * CELLS;
  }

  /** The levels and tints; not to be written to. */
  byte[] bytes() {
    return bytes;
  }

  /** The level of a cell, 0 to 255, row by row. */
  int level(int cell) {
    return bytes[cell] & 0xFF;
  }

  boolean hasTints() {
    return bytes.length > CELLS;
  }

  /** Half of how much more blue, then red, than grey there is, in levels. */
  int tint(int i) {
    return bytes[CELLS + i];
  }

  /** The mean level. */
  float mean() {
    return mean;
  }

  /** The root of the sum of squares of the levels without their mean. */
  float length() {
    return length;
  }

  @Override
  public String toString() {
    return Arrays.toString(bytes);
  }
}
