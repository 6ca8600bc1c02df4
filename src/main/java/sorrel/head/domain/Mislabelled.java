package sorrel.head.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;

/**
 * Finds pictures that are probably in the wrong class, by confident learning: each picture is
 * judged by heads that were solved without it, and is suspect where another class is as likely for
 * it as that class usually is for its own pictures, and likelier than the picture's own class.
 *
 * <p>Source: Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset
 * Labels", 2021, https://arxiv.org/abs/1911.00068.
 */
public final class Mislabelled {
  private static final int FOLDS = 5;
  private static final double SHRINKAGE = 0.03;

  /** Where a class is usually surer than this of its own, no more is asked of a stranger to it. */
  private static final double SURE = 0.7;

  private final FeatureTable table;
  private final List<Integer> rows = new ArrayList<>();
  private final List<float[]> shares = new ArrayList<>();

  private Mislabelled(FeatureTable table) {
    this.table = table;
  }

  /**
   * A picture that is probably in the wrong class.
   *
   * @param label the place of the class it is in
   * @param suggested the place of the class it looks like
   * @param probability of that class, 0 to 1, by heads that never saw the picture
   * @param margin how much likelier that class is than its own
   */
  public record Suspect(
      Sha256 picture, int label, int suggested, double probability, double margin) {}

  /** The most suspicious pictures of the training and validation parts, the worst first. */
  public static List<Suspect> in(FeatureTable table, int max) {
    Mislabelled search = new Mislabelled(table);
    for (int fold = 0; fold < FOLDS; fold++) {
      search.judge(fold);
    }
    return search.suspects(max);
  }

  private static boolean isIn(int row, int fold) {
    return row % FOLDS == fold;
  }

  private void judge(int fold) {
    ClassSums others = new ClassSums(table.classes().size(), table.width());
    List<Integer> held = new ArrayList<>();
    for (int row = 0; row < table.rows().size(); row++) {
      FeatureTable.Row each = table.rows().get(row);
      if (each.part() == Part.TESTING) {
        continue;
      }
      if (isIn(row, fold)) {
        held.add(row);
      } else {
        others.add(table.features(row), each.label());
      }
    }
    for (long count : others.counts()) {
      if (count == 0) {
        // A class that lies in one fold whole cannot be judged without it.
        return;
      }
    }
    judge(held, Discriminant.of(others, SHRINKAGE).linear());
  }

  private void judge(List<Integer> held, Linear linear) {
    float[][] logits =
        held.stream().map(row -> linear.logits(table.features(row))).toArray(float[][]::new);
    int[] labels = held.stream().mapToInt(row -> table.rows().get(row).label()).toArray();
    double temperature = Temperature.fit(logits, labels);
    for (int i = 0; i < labels.length; i++) {
      rows.add(held.get(i));
      shares.add(Softmax.of(logits[i], temperature));
    }
  }

  private List<Suspect> suspects(int max) {
    double[] usual = usual();
    List<Suspect> suspects = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      FeatureTable.Row row = table.rows().get(rows.get(i));
      float[] share = shares.get(i);
      int best = Softmax.best(share);
      if (best != row.label() && share[best] >= Math.min(usual[best], SURE)) {
        suspects.add(
            new Suspect(
                row.picture(), row.label(), best, share[best], share[best] - share[row.label()]));
      }
    }
    return suspects.stream()
        .sorted(Comparator.comparingDouble(Suspect::margin).reversed())
        .limit(max)
        .toList();
  }

  /** The mean probability of each class over the pictures that are in it. */
  private double[] usual() {
    double[] sums = new double[table.classes().size()];
    int[] counts = new int[sums.length];
    for (int i = 0; i < rows.size(); i++) {
      int label = table.rows().get(rows.get(i)).label();
      sums[label] += shares.get(i)[label];
      counts[label]++;
    }
    for (int c = 0; c < sums.length; c++) {
      sums[c] = counts[c] == 0 ? 1 : sums[c] / counts[c];
    }
    return sums;
  }
}
