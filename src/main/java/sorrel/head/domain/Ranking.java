package sorrel.head.domain;

import java.util.List;

/** How well one kind is ranked above another. */
final class Ranking {
  private Ranking() {}

  /**
   * The chance that one of the upper is above one of the lower, ties counting half: the area under
   * the receiver operating characteristic; a half where either is empty.
   */
  static double areaUnderCurve(List<Double> upper, List<Double> lower) {
    if (upper.isEmpty() || lower.isEmpty()) {
      return 0.5;
    }
    double[] sorted = lower.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double sum = 0;
    for (double each : upper) {
      sum += (below(sorted, each, false) + below(sorted, each, true)) / 2.0;
    }
    return sum / ((double) upper.size() * lower.size());
  }

  private static int below(double[] sorted, double value, boolean alsoEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (alsoEqual && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
