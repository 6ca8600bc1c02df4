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

  /** Fewer scores say nothing of how they spread. */
  private static final int SPREADING = 5;

  private static final double EULER = 0.5772;

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

  /** The share of each score where the others are what is known. */
  static float[] amongOthers(float[] scores) {
    Ranks all = of(scores);
    float[] shares = new float[scores.length];
    for (int i = 0; i < shares.length; i++) {
      // One of many makes no difference.
      Ranks others = scores.length > KEPT ? all : all.without(scores[i]);
      shares[i] = others.share(scores[i]);
    }
    return shares;
  }

  private Ranks without(float score) {
    float[] fewer = new float[rising.length - 1];
    int at = Arrays.binarySearch(rising, score);
    System.arraycopy(rising, 0, fewer, 0, at);
    System.arraycopy(rising, at + 1, fewer, at, fewer.length - at);
    return new Ranks(fewer);
  }

  public boolean isEmpty() {
    return rising.length == 0;
  }

  /**
   * The share of known scores that are no higher, with this one counted among them: the number of a
   * few known scores can never make another one look very rare. Their spread can: below them all
   * the share falls as the tail of an exponential distribution does. Source: Vovk, Gammerman and
   * Shafer, "Algorithmic Learning in a Random World", 2005; for the tail, Pickands, "Statistical
   * Inference Using Extreme Order Statistics", 1975.
   */
  float share(double score) {
    int lower = upTo(score);
    return lower == 0 ? least() * tail(score) : share(lower);
  }

  /**
   * The same where what is ranked are shares themselves: half the least known one is half as
   * common.
   */
  float shareOfShares(double share) {
    int lower = upTo(share);
    if (lower > 0 || isEmpty()) {
      return share(lower);
    }
    return least() * (float) (share / rising[0]);
  }

  private float share(int lower) {
    return (lower + 1f) / (rising.length + 1f);
  }

  /** That of a score just below all known ones. */
  private float least() {
    return share(0);
  }

  private float tail(double score) {
    double spread = spread();
    return spread > 0 ? (float) Math.exp((score - rising[0]) / spread) : 1;
  }

  /**
   * How fast the share falls below the known scores: by a factor of e for this much. From the
   * median and the least, which lie log(n/2) + 0.577 such spreads from each other where the lower
   * half spreads exponentially; where it has shorter tails, as a normal distribution's, that is too
   * slow rather than too fast. 0 where the scores say nothing of it.
   */
  double spread() {
    int count = rising.length;
    return count < SPREADING
        ? 0
        : (rising[count / 2] - rising[0]) / (Math.log(count / 2.0) + EULER);
  }

  private int upTo(double score) {
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
    return low;
  }
}
