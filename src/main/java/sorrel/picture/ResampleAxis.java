package sorrel.picture;

/**
 * For each pixel along one side of a result: the source pixels that make it up and their weights.
 *
 * @see Resampler
 */
final class ResampleAxis {
  /** Positions are counted in fractions of a pixel this fine. */
  static final long UNIT = 1 << 16;

  /** The weights of one pixel sum to this. */
  static final int WEIGHT_ONE = 1 << 14;

  private final int[] first;
  private final int[][] weights;

  private ResampleAxis(int[] first, int[][] weights) {
    this.first = first;
    this.weights = weights;
  }

  /**
   * @param pixels of the source's side
   * @param from where the used part begins, in 1/{@link #UNIT} of a pixel
   * @param to where it ends
   * @param count pixels of the result's side
   */
  static ResampleAxis of(int pixels, long from, long to, int count) {
    int[] first = new int[count];
    int[][] weights = new int[count][];
    boolean shrinks = to - from >= count * UNIT;
    for (int i = 0; i < count; i++) {
      if (shrinks) {
        area(
            pixels,
            from + (to - from) * i / count,
            from + (to - from) * (i + 1) / count,
            i,
            first,
            weights);
      } else {
        linear(pixels, from + (to - from) * (2L * i + 1) / (2L * count), i, first, weights);
      }
    }
    return new ResampleAxis(first, weights);
  }

  int count() {
    return first.length;
  }

  /** The first source pixel of a result's pixel. */
  int first(int i) {
    return first[i];
  }

  /** The weights of that pixel and those after it. */
  int[] weights(int i) {
    return weights[i];
  }

  /** Each source pixel weighs as much as of it lies between {@code low} and {@code high}. */
  private static void area(int pixels, long low, long high, int i, int[] first, int[][] weights) {
    int begin = (int) (low / UNIT);
    int end = (int) Math.min(pixels, Math.ceilDiv(high, UNIT));
    long[] covered = new long[end - begin];
    for (int p = begin; p < end; p++) {
      covered[p - begin] = Math.min(high, (p + 1) * UNIT) - Math.max(low, p * UNIT);
    }
    first[i] = begin;
    weights[i] = normalised(covered, high - low);
  }

  /** The two pixels whose middles lie around {@code position}; the edge's pixel beyond them. */
  private static void linear(int pixels, long position, int i, int[] first, int[][] weights) {
    long middle = Math.max(0, Math.min((pixels - 1) * UNIT, position - UNIT / 2));
    int begin = (int) (middle / UNIT);
    long fraction = middle - begin * UNIT;
    first[i] = begin;
    weights[i] =
        fraction == 0
            ? new int[] {WEIGHT_ONE}
            : normalised(new long[] {UNIT - fraction, fraction}, UNIT);
  }

  /** Rounds cumulatively, so that the weights sum to exactly one and flat areas stay flat. */
  private static int[] normalised(long[] shares, long total) {
    int[] weights = new int[shares.length];
    long sum = 0;
    int given = 0;
    for (int p = 0; p < shares.length; p++) {
      sum += shares[p];
      int reached = (int) ((sum * WEIGHT_ONE + total / 2) / total);
      weights[p] = reached - given;
      given = reached;
    }
    return weights;
  }
}
