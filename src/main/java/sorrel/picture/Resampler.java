package sorrel.picture;

import java.util.Arrays;

/** Resamples along rows, then along columns, each result a weighted mean in whole numbers. */
final class Resampler {
  /** Between the two passes a sample keeps this many bits more than its eight. */
  private static final int EXTRA_BITS = 4;

  private static final int FIRST_SHIFT = 14 - EXTRA_BITS;
  private static final int LAST_SHIFT = 14 + EXTRA_BITS;

  private Resampler() {}

  /** Bytes in the order {@code [rows, columns, channel]}. */
  static byte[] resample(Pixels source, ResampleAxis columns, ResampleAxis rows) {
    int channels = source.channels();
    int rowLength = columns.count() * channels;
    byte[] out = new byte[rows.count() * rowLength];
    int[] sums = new int[rowLength];
    int[] kept = new int[rowLength];
    int keptRow = -1;
    for (int y = 0; y < rows.count(); y++) {
      int[] weights = rows.weights(y);
      Arrays.fill(sums, 1 << (LAST_SHIFT - 1));
      for (int w = 0; w < weights.length; w++) {
        int row = rows.first(y) + w;
        if (row != keptRow) {
          if (channels == 3) {
            narrowColours(source, row, columns, kept);
          } else {
            narrow(source, row, columns, kept);
          }
          keptRow = row;
        }
        int weight = weights[w];
        for (int i = 0; i < rowLength; i++) {
          sums[i] += kept[i] * weight;
        }
      }
      for (int i = 0; i < rowLength; i++) {
        out[y * rowLength + i] = (byte) (sums[i] >> LAST_SHIFT);
      }
    }
    return out;
  }

  private static void narrow(Pixels source, int row, ResampleAxis columns, int[] out) {
    byte[] values = source.values();
    int channels = source.channels();
    int start = row * source.width() * channels;
    for (int x = 0; x < columns.count(); x++) {
      int[] weights = columns.weights(x);
      int from = start + columns.first(x) * channels;
      for (int c = 0; c < channels; c++) {
        int sum = 1 << (FIRST_SHIFT - 1);
        for (int w = 0, at = from + c; w < weights.length; w++, at += channels) {
          sum += (values[at] & 0xFF) * weights[w];
        }
        out[x * channels + c] = sum >> FIRST_SHIFT;
      }
    }
  }

  /** The same for three channels, which are most pictures: all of a pixel in one go. */
  private static void narrowColours(Pixels source, int row, ResampleAxis columns, int[] out) {
    byte[] values = source.values();
    int start = row * source.width() * 3;
    for (int x = 0; x < columns.count(); x++) {
      int red = 1 << (FIRST_SHIFT - 1);
      int green = red;
      int blue = red;
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
}
