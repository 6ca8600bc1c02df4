package sorrel.head.domain;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;

/**
 * Finds pictures on the testing side that are nearly the same as one on the other side, which makes
 * the accuracy look better than it is.
 *
 * <p>Pictures are put in order along some random directions, in which near-duplicates come to lie
 * side by side, and only neighbours are compared.
 */
public final class NearDuplicates {
  private static final int DIRECTIONS = 6;
  private static final int NEIGHBOURS = 12;

  /** The cosine between what is left of two pictures' features without what all share. */
  private static final double ALIKE = 0.98;

  /** The largest difference of any cell of their layouts. */
  private static final double LOOK_APART_MAX = 0.06;

  private final FeatureTable table;
  private final float[] mean;

  private NearDuplicates(FeatureTable table) {
    this.table = table;
    this.mean = mean(table);
  }

  /**
   * Two pictures that are nearly the same.
   *
   * @param likeness up to 1
   */
  public record Pair(Sha256 learned, Sha256 tested, double likeness) {}

  /** The pairs across the split that are most alike, up to a number. */
  public static List<Pair> across(FeatureTable table, int max) {
    return table.rows().isEmpty() ? List.of() : new NearDuplicates(table).pairs(max);
  }

  private List<Pair> pairs(int max) {
    Random random = new Random(5);
    Set<Pair> found = new HashSet<>();
    for (int i = 0; i < DIRECTIONS; i++) {
      compareAlong(direction(random), found);
    }
    return found.stream()
        .sorted(Comparator.comparingDouble(Pair::likeness).reversed())
        .limit(max)
        .toList();
  }

  private void compareAlong(float[] direction, Set<Pair> found) {
    int count = table.rows().size();
    double[] places = IntStream.range(0, count).mapToDouble(row -> along(row, direction)).toArray();
    Integer[] order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
    java.util.Arrays.sort(order, Comparator.comparingDouble(row -> places[row]));
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < Math.min(count, i + 1 + NEIGHBOURS); j++) {
        compare(order[i], order[j], found);
      }
    }
  }

  private void compare(int one, int other, Set<Pair> found) {
    boolean oneTested = table.rows().get(one).part() == Part.TESTING;
    boolean otherTested = table.rows().get(other).part() == Part.TESTING;
    if (oneTested == otherTested || !looksAlike(one, other)) {
      return;
    }
    double likeness = likeness(table.features(one), table.features(other));
    if (likeness >= ALIKE) {
      Sha256 first = table.rows().get(one).picture();
      Sha256 second = table.rows().get(other).picture();
      found.add(oneTested ? new Pair(second, first, likeness) : new Pair(first, second, likeness));
    }
  }

  private boolean looksAlike(int one, int other) {
    float[] left = table.traits(one).look().layout();
    float[] right = table.traits(other).look().layout();
    for (int i = 0; i < left.length; i++) {
      if (Math.abs(left[i] - right[i]) > LOOK_APART_MAX) {
        return false;
      }
    }
    return true;
  }

  private double likeness(float[] left, float[] right) {
    double product = 0;
    double leftLength = 0;
    double rightLength = 0;
    for (int f = 0; f < left.length; f++) {
      double x = left[f] - mean[f];
      double y = right[f] - mean[f];
      product += x * y;
      leftLength += x * x;
      rightLength += y * y;
    }
    double lengths = Math.sqrt(leftLength * rightLength);
    return lengths == 0 ? 1 : product / lengths;
  }

  private float[] direction(Random random) {
    float[] direction = new float[table.width()];
    for (int f = 0; f < direction.length; f++) {
      direction[f] = (float) random.nextGaussian();
    }
    return direction;
  }

  private double along(int row, float[] direction) {
    float[] features = table.features(row);
    double sum = 0;
    for (int f = 0; f < direction.length; f++) {
      sum += features[f] * direction[f];
    }
    return sum;
  }

  private static float[] mean(FeatureTable table) {
    double[] sums = new double[table.width()];
    for (int row = 0; row < table.rows().size(); row++) {
      float[] features = table.features(row);
      for (int f = 0; f < sums.length; f++) {
        sums[f] += features[f] / (double) table.rows().size();
      }
    }
    float[] mean = new float[sums.length];
    for (int f = 0; f < mean.length; f++) {
      mean[f] = (float) sums[f];
    }
    return mean;
  }
}
