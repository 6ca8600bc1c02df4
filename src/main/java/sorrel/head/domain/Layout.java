package sorrel.head.domain;

import sorrel.kernel.ImageShape;

/** Where in a picture what lies: colours, contrast and edges in a grid of cells. */
final class Layout {
  /** Cells along each side, fewer on pictures that are too small for them. */
  private static final int CELLS = 4;

  private static final double WHITE = 255;

  /** Larger pictures are looked at in steps of some pixels. */
  private static final int SIDE_LOOKED_AT = 96;

  /**
   * The cells of pictures of a size.
   *
   * @param step from one pixel that is looked at to the next
   */
  record Grid(int rows, int columns, int step) {
    static Grid of(ImageShape shape) {
      return new Grid(
          Math.clamp(shape.height() / 2, 1, CELLS),
          Math.clamp(shape.width() / 2, 1, CELLS),
          Math.max(1, Math.max(shape.height(), shape.width()) / SIDE_LOOKED_AT));
    }
  }

  private final ImageShape shape;
  private final int rows;
  private final int columns;
  private final int step;

  private Layout(ImageShape shape) {
    Grid grid = Grid.of(shape);
    this.shape = shape;
    this.rows = grid.rows();
    this.columns = grid.columns();
    this.step = grid.step();
  }

  /**
   * Describes a picture: for each cell the mean of each channel, the spread of brightness, and the
   * square roots of its mean steps to the right and downwards; all from 0 to 1.
   *
   * @param pixels uint8 {@code [height, width, channel]}
   * @param offset where they begin
   */
  static float[] of(byte[] pixels, int offset, ImageShape shape) {
    return new Layout(shape).describe(pixels, offset);
  }

  private float[] describe(byte[] pixels, int offset) {
    int channels = shape.channels();
    float[] layout = new float[rows * columns * (channels + 3)];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        next = cell(pixels, offset, row, column, layout, next);
      }
    }
    return layout;
  }

  /** Counts in whole numbers, of which brightness is the sum of the channels. */
  private int cell(byte[] pixels, int offset, int row, int column, float[] layout, int at) {
    int channels = shape.channels();
    int left = column * shape.width() / columns;
    int top = row * shape.height() / rows;
    int bottom = (row + 1) * shape.height() / rows;
    int across = Math.ceilDiv((column + 1) * shape.width() / columns - left, step);
    long[] sums = new long[channels];
    long squares = 0;
    long right = 0;
    long down = 0;
    // Each of them with what lies to the right of the cell.
    int[] here = new int[across + 1];
    int[] below = new int[across + 1];
    look(pixels, offset, top, left, here);
    for (int y = top; y < bottom; y += step) {
      look(pixels, offset, y + step, left, below);
      for (int i = 0; i < across; i++) {
        int brightness = here[i];
        squares += (long) brightness * brightness;
        right += Math.abs(here[i + 1] - brightness);
        down += Math.abs(below[i] - brightness);
      }
      int from = offset + (y * shape.width() + left) * channels;
      for (int c = 0; c < channels; c++) {
        sums[c] += sum(pixels, from + c, across);
      }
      int[] seen = here;
      here = below;
      below = seen;
    }
    long count = (long) across * Math.ceilDiv(bottom - top, step);
    double unit = WHITE * channels;
    int next = at;
    long sum = 0;
    for (int c = 0; c < channels; c++) {
      layout[next++] = (float) (sums[c] / (count * WHITE));
      sum += sums[c];
    }
    layout[next++] = (float) (Math.sqrt((double) (count * squares - sum * sum)) / (count * unit));
    layout[next++] = (float) Math.sqrt(right / (count * unit));
    layout[next++] = (float) Math.sqrt(down / (count * unit));
    return next;
  }

  /** The brightness of some pixels of a row, a step apart. The edge goes on beyond itself. */
  private void look(byte[] pixels, int offset, int y, int left, int[] row) {
    int channels = shape.channels();
    int start = offset + Math.min(y, shape.height() - 1) * shape.width() * channels;
    for (int i = 0; i < row.length; i++) {
      int at = start + Math.min(left + i * step, shape.width() - 1) * channels;
      int brightness = pixels[at] & 0xff;
      for (int c = 1; c < channels; c++) {
        brightness += pixels[at + c] & 0xff;
      }
      row[i] = brightness;
    }
  }

  /** The values of one channel, a step apart. */
  private int sum(byte[] pixels, int from, int count) {
    int stride = step * shape.channels();
    int sum = 0;
    for (int i = 0, at = from; i < count; i++, at += stride) {
      sum += pixels[at] & 0xff;
    }
    return sum;
  }
}
