package sorrel.head.domain;

import java.util.Arrays;

/**
 * Where a score stands among known ones.
 *
 * @param rising the known scores in order; not copied
 */
public record Ranks(float[] rising) {
  /** Steps of the share that is kept; more say the same. */
  private static final int KEPT = 1_000;

  /** The ranks of some scores, in any order. */
  static Ranks of(float[] scores) {
    float[] sorted = scores.clone();
    Arrays.sort(sorted);
    if (sorted.length <= KEPT) {
      return new Ranks(sorted);
    }
    float[] kept = new float[KEPT];
    for (int i = 0; i < KEPT; i++) {
      kept[i] = sorted[(int) ((i + 0.5) * sorted.length / KEPT)];
    }
    return new Ranks(kept);
  }

  public boolean isEmpty() {
    return rising.length == 0;
  }

  /**
   * The share of known scores that are no higher, with this one counted among them: a few known
   * scores can never make another one look very rare. Source: Vovk, Gammerman and Shafer,
   * "Algorithmic Learning in a Random World", 2005.
   */
  float share(double score) {
    int low = 0;
    int high = rising.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rising[middle] <= (float) score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (low + 1f) / (rising.length + 1f);
  }
}
