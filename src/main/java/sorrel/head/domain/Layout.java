package sorrel.head.domain;

import sorrel.kernel.ImageShape;

/** Where in a picture what lies: colours, contrast and edges in a grid of cells. */
final class Layout {
  /** Cells along each side, fewer on pictures that are too small for them. */
  private static final int CELLS = 4;

  /** Larger pictures are looked at in steps of some pixels. */
  private static final int SIDE_LOOKED_AT = 96;

  private final ImageShape shape;
  private final int rows;
  private final int columns;
  private final int step;

  private Layout(ImageShape shape) {
    this.shape = shape;
    this.rows = Math.clamp(shape.height() / 2, 1, CELLS);
    this.columns = Math.clamp(shape.width() / 2, 1, CELLS);
    this.step = Math.max(1, Math.max(shape.height(), shape.width()) / SIDE_LOOKED_AT);
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

  private int cell(byte[] pixels, int offset, int row, int column, float[] layout, int at) {
    int channels = shape.channels();
    double[] means = new double[channels];
    double squares = 0;
    double right = 0;
    double down = 0;
    int count = 0;
    int bottom = (row + 1) * shape.height() / rows;
    int end = (column + 1) * shape.width() / columns;
    for (int y = row * shape.height() / rows; y < bottom; y += step) {
      for (int x = column * shape.width() / columns; x < end; x += step) {
        for (int c = 0; c < channels; c++) {
          means[c] += value(pixels, offset, y, x, c);
        }
        double brightness = brightness(pixels, offset, y, x);
        squares += brightness * brightness;
        right += Math.abs(brightness(pixels, offset, y, x + step) - brightness);
        down += Math.abs(brightness(pixels, offset, y + step, x) - brightness);
        count++;
      }
    }
    int next = at;
    double mean = 0;
    for (int c = 0; c < channels; c++) {
      layout[next++] = (float) (means[c] / count);
      mean += means[c] / count / channels;
    }
    layout[next++] = (float) Math.sqrt(Math.max(0, squares / count - mean * mean));
    layout[next++] = (float) Math.sqrt(right / count);
    layout[next++] = (float) Math.sqrt(down / count);
    return next;
  }

  private double brightness(byte[] pixels, int offset, int y, int x) {
    double sum = 0;
    for (int c = 0; c < shape.channels(); c++) {
      sum += value(pixels, offset, y, x, c);
    }
    return sum / shape.channels();
  }

  /** The edge goes on beyond itself. */
  private double value(byte[] pixels, int offset, int y, int x, int channel) {
    int row = Math.min(y, shape.height() - 1);
    int column = Math.min(x, shape.width() - 1);
    int at = offset + (row * shape.width() + column) * shape.channels() + channel;
    return (pixels[at] & 0xff) / 255.0;
  }
}
