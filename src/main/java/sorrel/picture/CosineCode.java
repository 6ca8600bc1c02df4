package sorrel.picture;

/**
 * The signs of the 64 lowest frequencies of a small picture's cosine transform, as in C. Zauner,
 * "Implementation and Benchmarking of Perceptual Image Hash Functions" (2010), but against zero, so
 * that brightness and contrast do not matter.
 *
 * @param bits four bands of 16; each has low and high frequencies
 * @param unsure in each band the bits whose frequency is faintest: a change of the picture turns
 *     these first
 */
record CosineCode(long bits, long unsure) {
  static final int BANDS = 4;
  static final int BAND_BITS = 16;

  /** One more than the highest frequency used, in half waves over a side. */
  private static final int FREQUENCIES = 9;

  private static final int SIDE = SmallPicture.SIDE;
  private static final int HALF = SIDE / 2;

  /** Across, then down, of each bit in the order of the bits. */
  private static final int[] PLACES = places();

  private static final float[] WAVES = waves();

  /**
   * The code of a picture.
   *
   * @param faint how many bits of each band are unsure
   */
  static CosineCode of(SmallPicture small, int faint) {
    float[] strengths = strengths(small);
    long bits = 0;
    long unsure = 0;
    for (int band = 0; band < BANDS; band++) {
      int first = band * BAND_BITS;
      for (int bit = first; bit < first + BAND_BITS; bit++) {
        if (strengths[PLACES[bit]] > 0) {
          bits |= 1L << bit;
        }
      }
      for (int i = 0; i < faint; i++) {
        int faintest = -1;
        for (int bit = first; bit < first + BAND_BITS; bit++) {
          if ((unsure >>> bit & 1) == 0
              && (faintest < 0
                  || Math.abs(strengths[PLACES[bit]]) < Math.abs(strengths[PLACES[faintest]]))) {
            faintest = bit;
          }
        }
        unsure |= 1L << faintest;
      }
    }
    return new CosineCode(bits, unsure);
  }

  /**
   * Rows first, then columns; nine frequencies each. Even waves are the same in both halves of a
   * side and odd ones turned over, so sums and differences of the halves are enough.
   */
  private static float[] strengths(SmallPicture small) {
    float[] rows = new float[SIDE * FREQUENCIES];
    float[] line = new float[SIDE];
    float[] halves = new float[SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        line[x] = small.level(y * SIDE + x) - small.mean();
      }
      transform(line, halves, rows, y * FREQUENCIES);
    }
    float[] all = new float[FREQUENCIES * FREQUENCIES];
    for (int across = 0; across < FREQUENCIES; across++) {
      for (int y = 0; y < SIDE; y++) {
        line[y] = rows[y * FREQUENCIES + across];
      }
      transform(line, halves, all, across * FREQUENCIES);
    }
    return all;
  }

  private static void transform(float[] line, float[] halves, float[] to, int at) {
    for (int i = 0; i < HALF; i++) {
      halves[i] = line[i] + line[SIDE - 1 - i];
      halves[HALF + i] = line[i] - line[SIDE - 1 - i];
    }
    for (int f = 0; f < FREQUENCIES; f++) {
      to[at + f] = product(halves, (f & 1) * HALF, f * HALF);
    }
  }

  /**
   * Eight products and their sum, written out: a loop that waits for each sum takes twice as long.
   */
  private static float product(float[] halves, int at, int wave) {
    float even = halves[at] * WAVES[wave] + halves[at + 2] * WAVES[wave + 2];
    float odd = halves[at + 1] * WAVES[wave + 1] + halves[at + 3] * WAVES[wave + 3];
    float evens = halves[at + 4] * WAVES[wave + 4] + halves[at + 6] * WAVES[wave + 6];
    float odds = halves[at + 5] * WAVES[wave + 5] + halves[at + 7] * WAVES[wave + 7];
    return even + odd + (evens + odds);
  }

  private static float[] waves() {
    float[] waves = new float[FREQUENCIES * HALF];
    for (int f = 0; f < FREQUENCIES; f++) {
      // The constant wave is fainter, so that all have the same energy.
      double scale = f == 0 ? StrictMath.sqrt(0.5) : 1;
      for (int i = 0; i < HALF; i++) {
        waves[f * HALF + i] =
            (float) (scale * StrictMath.cos(Math.PI * (2 * i + 1) * f / (2.0 * SIDE)));
      }
    }
    return waves;
  }

  /** The frequencies from low to high, dealt out to the bands in turn. */
  private static int[] places() {
    int[] byFrequency =
        java.util.stream.IntStream.range(1, FREQUENCIES * FREQUENCIES)
            .boxed()
            .sorted(
                java.util.Comparator.comparingInt(
                        (Integer place) ->
                            square(place / FREQUENCIES) + square(place % FREQUENCIES))
                    .thenComparing(place -> place))
            .limit(Long.SIZE)
            .mapToInt(Integer::intValue)
            .toArray();
    int[] places = new int[Long.SIZE];
    for (int i = 0; i < Long.SIZE; i++) {
      places[i % BANDS * BAND_BITS + i / BANDS] = byFrequency[i];
    }
    return places;
  }

  private static int square(int value) {
    return value * value;
  }
}
