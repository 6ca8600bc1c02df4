package sorrel.picture;

import java.util.Arrays;

/** Resamples along rows, then along columns, each result a weighted mean in whole numbers. */
final class Resampler {
  /** Between the two passes a sample keeps this many bits more than its eight. */
  private static final int EXTRA_BITS = 4;

  static final int FIRST_SHIFT = 14 - EXTRA_BITS;
  private static final int LAST_SHIFT = 14 + EXTRA_BITS;

  private Resampler() {}

  /** Bytes in the order {@code [rows, columns, channel]}. */
  static byte[] resample(Pixels source, ResampleAxis columns, ResampleAxis rows) {
    int rowLength = columns.count() * source.channels();
    byte[] out = new byte[rows.count() * rowLength];
    int[] sums = new int[rowLength];
    NarrowRows narrowed = new NarrowRows(source, columns);
    for (int y = 0; y < rows.count(); y++) {
      int[] weights = rows.weights(y);
      Arrays.fill(sums, 1 << (LAST_SHIFT - 1));
      for (int w = 0; w < weights.length; w++) {
        int[] row = narrowed.row(rows.first(y) + w);
        int weight = weights[w];
        for (int i = 0; i < rowLength; i++) {
          sums[i] += row[i] * weight;
        }
      }
      for (int i = 0; i < rowLength; i++) {
        out[y * rowLength + i] = (byte) (sums[i] >> LAST_SHIFT);
      }
    }
    return out;
  }
}
