package sorrel.head.domain;

import java.util.List;
import sorrel.kernel.ClassId;
import sorrel.kernel.Part;

/**
 * What a new classifier left of what an old one knew: both on the check pictures of the old one's
 * classes, the new one with all its classes to choose from.
 *
 * @param before pictures that the old one classifies rightly, of {@code total}
 * @param after pictures that the new one classifies rightly, of {@code total}
 */
public record HeadComparison(int before, int after, int total) {
  /**
   * Compares.
   *
   * @param table of the new classifier's classes
   * @param oldClasses what the old one's outputs mean, in order
   */
  public static HeadComparison of(
      FeatureTable table, Linear now, List<ClassId> oldClasses, Linear old) {
    int before = 0;
    int after = 0;
    int total = 0;
    for (int row : table.of(Part.VALIDATION)) {
      int label = table.rows().get(row).label();
      int oldLabel = oldClasses.indexOf(table.classes().get(label));
      if (oldLabel >= 0) {
        float[] x = table.features(row);
        total++;
        before += Softmax.best(old.logits(x)) == oldLabel ? 1 : 0;
        after += Softmax.best(now.logits(x)) == label ? 1 : 0;
      }
    }
    return new HeadComparison(before, after, total);
  }

  /** Check pictures that a classifier gets right. */
  public static int right(FeatureTable table, Linear linear) {
    return of(table, linear, table.classes(), linear).after();
  }
}
