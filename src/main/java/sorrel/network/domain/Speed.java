package sorrel.network.domain;

import java.util.List;

/**
 * How fast an engine runs a network.
 *
 * @param engine its name
 * @param loneMicros time for one picture
 * @param batchMicros time for {@link #BATCH} pictures at once
 */
public record Speed(String engine, double loneMicros, double batchMicros) {
  /** What is measured beside one picture: a batch as it is when requests come in a crowd. */
  public static final int BATCH = 32;

  /**
   * The place of the fastest: the one whose two times have the smallest product. An engine wins if
   * what it gains on one of them is a larger factor than what it loses on the other.
   *
   * @param speeds at least one; of two alike the first wins
   */
  public static int fastest(List<Speed> speeds) {
    int fastest = 0;
    for (int i = 1; i < speeds.size(); i++) {
      if (speeds.get(i).product() < speeds.get(fastest).product()) {
        fastest = i;
      }
    }
    return fastest;
  }

  private double product() {
    return loneMicros * batchMicros;
  }
}
