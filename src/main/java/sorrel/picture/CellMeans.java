package sorrel.picture;

/**
 * The mean colours of a picture's 16 x 16 cells, in whole numbers; of a large one, of some rows.
 */
final class CellMeans {
  private static final int SIDE = SmallPicture.SIDE;

  /** Rows looked at, at least, where there are as many: six to a cell. */
  private static final int ROWS = 96;

  /** Fractional bits of the means along a row, and so of what is summed down the columns. */
  private static final int EXTRA_BITS = 4;

  private static final int ROW_SHIFT = 14 - EXTRA_BITS;
  private static final int LAST_SHIFT = 14 + EXTRA_BITS;

  /** From any number of rows that are looked at, and the columns of small pictures. */
  private static final ResampleAxis[] AXES = axes();

  private CellMeans() {}

  /** Bytes in the order {@code [16, 16, channel]}. */
  static byte[] of(Pixels pixels) {
    int step = Math.max(1, pixels.height() / ROWS);
    ResampleAxis columns = axis(pixels.width());
    ResampleAxis rows = axis(pixels.height() / step);
    int channels = pixels.channels();
    int[][] lines = new int[rows.count()][SIDE * channels];
    int[] line = new int[SIDE * channels];
    for (int y = 0; y < pixels.height() / step; y++) {
      int start = (y * step + step / 2) * pixels.width() * channels;
      if (channels == 1) {
        grey(pixels.values(), start, columns, line);
      } else {
        colours(pixels.values(), start, columns, line);
      }
      for (int cell = 0; cell < SIDE; cell++) {
        int tap = y - rows.first(cell);
        if (tap >= 0 && tap < rows.weights(cell).length) {
          add(line, rows.weights(cell)[tap], lines[cell]);
        }
      }
    }
    byte[] means = new byte[SIDE * SIDE * channels];
    for (int cell = 0; cell < SIDE; cell++) {
      for (int i = 0; i < line.length; i++) {
        means[cell * line.length + i] =
            (byte) ((lines[cell][i] + (1 << (LAST_SHIFT - 1))) >> LAST_SHIFT);
      }
    }
    return means;
  }

  private static void grey(byte[] values, int start, ResampleAxis columns, int[] line) {
    for (int cell = 0; cell < SIDE; cell++) {
      int[] weights = columns.weights(cell);
      int at = start + columns.first(cell);
      int sum = 1 << (ROW_SHIFT - 1);
      for (int w = 0; w < weights.length; w++) {
        sum += (values[at + w] & 0xFF) * weights[w];
      }
      line[cell] = sum >> ROW_SHIFT;
    }
  }

  private static void colours(byte[] values, int start, ResampleAxis columns, int[] line) {
    for (int cell = 0; cell < SIDE; cell++) {
      int[] weights = columns.weights(cell);
      int at = start + 3 * columns.first(cell);
      int red = 1 << (ROW_SHIFT - 1);
      int green = red;
      int blue = red;
      for (int w = 0; w < weights.length; w++, at += 3) {
        int weight = weights[w];
        red += (values[at] & 0xFF) * weight;
        green += (values[at + 1] & 0xFF) * weight;
        blue += (values[at + 2] & 0xFF) * weight;
      }
      line[3 * cell] = red >> ROW_SHIFT;
      line[3 * cell + 1] = green >> ROW_SHIFT;
      line[3 * cell + 2] = blue >> ROW_SHIFT;
    }
  }

  private static void add(int[] line, int weight, int[] sums) {
    for (int i = 0; i < line.length; i++) {
      sums[i] += line[i] * weight;
    }
  }

  private static ResampleAxis axis(int side) {
    return side < AXES.length ? AXES[side] : newAxis(side);
  }

  private static ResampleAxis newAxis(int side) {
    return ResampleAxis.of(side, 0, side * ResampleAxis.UNIT, SIDE);
  }

  private static ResampleAxis[] axes() {
    ResampleAxis[] axes = new ResampleAxis[2 * ROWS];
    for (int side = 1; side < axes.length; side++) {
      axes[side] = newAxis(side);
    }
    return axes;
  }
}
