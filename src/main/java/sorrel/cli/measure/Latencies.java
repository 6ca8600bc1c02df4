package sorrel.cli.measure;

import java.util.Arrays;

/** Measured durations of many like calls. */
public final class Latencies {
  private static final double NANOS_PER_MS = 1e6;

  private final long[] sorted;

  private Latencies(long[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Of durations in nanoseconds, in any order.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Latencies ofNanos(long... nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  /**
   * The smallest duration that this share of all does not exceed, in milliseconds: a measured one,
   * not one between two (nearest rank).
   *
   * @param share above 0, at most 1
   */
  public double percentileMs(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share " + share);
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[rank - 1] / NANOS_PER_MS;
  }

  public double meanMs() {
    return Arrays.stream(sorted).average().orElseThrow() / NANOS_PER_MS;
  }

  public double maxMs() {
    return sorted[sorted.length - 1] / NANOS_PER_MS;
  }

  public int count() {
    return sorted.length;
  }
}
