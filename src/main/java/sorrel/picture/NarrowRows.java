package sorrel.picture;

import static sorrel.picture.Resampler.FIRST_SHIFT;

/**
 * Rows of a picture resampled along themselves. The last two are kept, since rows of a result that
 * lie side by side are made of the same ones.
 */
final class NarrowRows {
  /** Most pictures shrink to less than half, or grow: so few pixels make up one. */
  private static final int FEW = 3;

  private static final int KEPT = 2;
  private static final int HALF = 1 << (FIRST_SHIFT - 1);

  private final Pixels source;
  private final ResampleAxis columns;

  /** Of each column the first source pixel and its weights, or none where these are not few. */
  private final int[] few;

  private final int[][] kept;
  private final int[] keptRows = {-1, -1};

  NarrowRows(Pixels source, ResampleAxis columns) {
    this.source = source;
    this.columns = columns;
    this.few = source.channels() == 3 ? few(source.width(), columns) : new int[0];
    this.kept = new int[KEPT][columns.count() * source.channels()];
  }

  /** Sums with more bits than a sample; they change when the row after the next is asked for. */
  int[] row(int row) {
    int slot = row % KEPT;
    if (keptRows[slot] != row) {
      keptRows[slot] = row;
      if (few.length > 0) {
        narrowFew(row, kept[slot]);
      } else if (source.channels() == 3) {
        narrowColours(row, kept[slot]);
      } else {
        narrow(row, kept[slot]);
      }
    }
    return kept[slot];
  }

  /** Filled up with weights of nothing, so that all columns are summed up alike. */
  private static int[] few(int width, ResampleAxis columns) {
    if (width < FEW) {
      return new int[0];
    }
    int[] few = new int[columns.count() * (1 + FEW)];
    for (int x = 0; x < columns.count(); x++) {
      int[] weights = columns.weights(x);
      if (weights.length > FEW) {
        return new int[0];
      }
      int first = Math.min(columns.first(x), width - FEW);
      few[x * (1 + FEW)] = first;
      System.arraycopy(
          weights, 0, few, x * (1 + FEW) + 1 + columns.first(x) - first, weights.length);
    }
    return few;
  }

  private void narrow(int row, int[] out) {
    byte[] values = source.values();
    int channels = source.channels();
    int start = row * source.width() * channels;
    for (int x = 0; x < columns.count(); x++) {
      int[] weights = columns.weights(x);
      int from = start + columns.first(x) * channels;
      for (int c = 0; c < channels; c++) {
        int sum = HALF;
        for (int w = 0, at = from + c; w < weights.length; w++, at += channels) {
          sum += (values[at] & 0xFF) * weights[w];
        }
        out[x * channels + c] = sum >> FIRST_SHIFT;
      }
    }
  }

  /** The same for three channels, which are most pictures: all of a pixel in one go. */
  private void narrowColours(int row, int[] out) {
    byte[] values = source.values();
    int start = row * source.width() * 3;
    for (int x = 0; x < columns.count(); x++) {
      int red = HALF;
      int green = HALF;
      int blue = HALF;
      int at = start + columns.first(x) * 3;
      for (int weight : columns.weights(x)) {
        red += (values[at] & 0xFF) * weight;
        green += (values[at + 1] & 0xFF) * weight;
        blue += (values[at + 2] & 0xFF) * weight;
        at += 3;
      }
      out[3 * x] = red >> FIRST_SHIFT;
      out[3 * x + 1] = green >> FIRST_SHIFT;
      out[3 * x + 2] = blue >> FIRST_SHIFT;
    }
  }

  /** The same for three channels and few weights, without a loop over these. */
  private void narrowFew(int row, int[] out) {
    byte[] values = source.values();
    int start = row * source.width() * 3;
    for (int to = 0, with = 0; to < out.length; to += 3, with += 1 + FEW) {
      int at = start + few[with] * 3;
      int first = few[with + 1];
      int second = few[with + 2];
      int third = few[with + 3];
      for (int c = 0; c < 3; c++) {
        int sum =
            HALF
                + (values[at + c] & 0xFF) * first
                + (values[at + c + 3] & 0xFF) * second
                + (values[at + c + 6] & 0xFF) * third;
        out[to + c] = sum >> FIRST_SHIFT;
      }
    }
  }
}
