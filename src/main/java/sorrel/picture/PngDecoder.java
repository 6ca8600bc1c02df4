package sorrel.picture;

import java.util.zip.Inflater;

/**
 * Decodes PNG: all depths and colours, interlaced or not, over white where transparent. The JDK's
 * own reader is three times slower on small pictures and allocates by what a header claims.
 */
final class PngDecoder {
  /** What one byte of deflate can expand to at most (zlib's technical notes). */
  private static final long DEFLATE_RATIO_MAX = 1032;

  /** Column and row of the first pixel, and the steps, of the passes of Adam7. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

  private PngDecoder() {}

  /**
   * @param inflater reset and not in use elsewhere
   * @throws Refusal when the file cannot be read
   */
  static Picture decode(byte[] file, PictureLimits limits, int sideWanted, Inflater inflater)
      throws Refusal {
    PngFile png = PngFile.parse(file, limits);
    int[][] passes = png.interlaced() ? ADAM7 : ONE_PASS;
    refuseImpossible(png, passes);
    Thinning thinning = Thinning.of(png.width(), png.height(), sideWanted);
    PngColours colours = PngColours.of(file, png);
    int width = thinning.keptWidth();
    byte[] out = new byte[width * thinning.keptHeight() * colours.channels()];
    PngRows rows = new PngRows(file, png, inflater);
    for (int[] pass : passes) {
      int columns = Math.ceilDiv(png.width() - pass[0], pass[2]);
      int lines = Math.ceilDiv(png.height() - pass[1], pass[3]);
      if (columns <= 0 || lines <= 0) {
        continue;
      }
      rows.begin(png.rowBytes(columns), lines);
      for (int line = 0; line < lines; line++) {
        int row = rows.next();
        int y = pass[1] + line * pass[3] - thinning.offset();
        if (y >= 0 && y % thinning.step() == 0) {
          int at = y / thinning.step() * width * colours.channels();
          colours.write(rows.buffer(), row, columns, pass[0], pass[2], thinning, out, at);
        }
      }
    }
    rows.finish();
    Pixels stored = new Pixels(width, thinning.keptHeight(), colours.channels(), out);
    Pixels upright = png.orientation().upright(stored);
    boolean swaps = png.orientation().swapsSides();
    return new Picture(
        PictureFormat.PNG,
        swaps ? png.height() : png.width(),
        swaps ? png.width() : png.height(),
        upright,
        upright.looksGrey());
  }

  /** Refuses a header that claims more pixels than the data can hold, before allocating them. */
  private static void refuseImpossible(PngFile png, int[][] passes) throws Refusal {
    long needed = 0;
    for (int[] pass : passes) {
      int columns = Math.ceilDiv(png.width() - pass[0], pass[2]);
      int lines = Math.ceilDiv(png.height() - pass[1], pass[3]);
      if (columns > 0 && lines > 0) {
        needed += (long) lines * (png.rowBytes(columns) + 1);
      }
    }
    long packed = 0;
    for (PngFile.Slice slice : png.data()) {
      packed += slice.length();
    }
    if (needed > packed * DEFLATE_RATIO_MAX) {
      throw new Refusal(Reason.TRUNCATED);
    }
  }
}
