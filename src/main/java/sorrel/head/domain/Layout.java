package sorrel.head.domain;

import java.util.Arrays;
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
    float[] layout = new float[rows * columns * (shape.channels() + 3)];
    Brightness here = new Brightness();
    Brightness below = new Brightness();
    Cell[] cells = new Cell[columns];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      int bottom = (row + 1) * shape.height() / rows;
      for (int column = 0; column < columns; column++) {
        cells[column] = new Cell(column);
      }
      int y = row * shape.height() / rows;
      here.look(pixels, offset, y);
      for (; y < bottom; y += step) {
        below.look(pixels, offset, y + step);
        for (Cell cell : cells) {
          cell.add(here.values, below.values);
          cell.add(pixels, offset + y * shape.width() * shape.channels());
        }
        Brightness seen = here;
        here = below;
        below = seen;
      }
      for (Cell cell : cells) {
        next = cell.describe(layout, next);
      }
    }
    return layout;
  }

  /** The brightness of a row: the sum of the channels. The edge goes on beyond itself. */
  private final class Brightness {
    private final int[] values = new int[shape.width() + step];

    void look(byte[] pixels, int offset, int y) {
      int channels = shape.channels();
      int width = shape.width();
      int at = offset + Math.min(y, shape.height() - 1) * width * channels;
      for (int x = 0; x < width; x++) {
        int brightness = pixels[at++] & 0xff;
        for (int c = 1; c < channels; c++) {
          brightness += pixels[at++] & 0xff;
        }
        values[x] = brightness;
      }
      Arrays.fill(values, width, width + step, values[width - 1]);
    }
  }

  /** One cell, in whole numbers. */
  private final class Cell {
    private final int left;
    private final int right;
    private final int[] sums = new int[shape.channels()];
    private int count;
    private long squares;
    private int across;
    private int down;

    Cell(int column) {
      left = column * shape.width() / columns;
      right = (column + 1) * shape.width() / columns;
    }

    /** Adds a row of brightness. */
    void add(int[] here, int[] below) {
      int squared = 0;
      int toTheRight = 0;
      int downwards = 0;
      for (int x = left; x < right; x += step) {
        int brightness = here[x];
        squared += brightness * brightness;
        toTheRight += Math.abs(here[x + step] - brightness);
        downwards += Math.abs(below[x] - brightness);
      }
      squares += squared;
      across += toTheRight;
      down += downwards;
      count += Math.ceilDiv(right - left, step);
    }

    /** Adds a row of pixels. */
    void add(byte[] pixels, int row) {
      int channels = sums.length;
      for (int c = 0; c < channels; c++) {
        int sum = 0;
        for (int x = left, at = row + left * channels + c; x < right; x += step) {
          sum += pixels[at] & 0xff;
          at += step * channels;
        }
        sums[c] += sum;
      }
    }

    int describe(float[] layout, int at) {
      double unit = WHITE * sums.length;
      int next = at;
      long sum = 0;
      for (int channel : sums) {
        layout[next++] = (float) (channel / (count * WHITE));
        sum += channel;
      }
      layout[next++] = (float) (Math.sqrt((double) (count * squares - sum * sum)) / (count * unit));
      layout[next++] = (float) Math.sqrt(across / (count * unit));
      layout[next++] = (float) Math.sqrt(down / (count * unit));
      return next;
    }
  }
}
