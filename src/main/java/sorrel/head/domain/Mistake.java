package sorrel.head.domain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;

/**
 * A picture that got another class than its own.
 *
 * @param label the place of its own class
 * @param takenFor the place of the class it got
 * @param probability how sure the head was of that, 0 to 1
 */
public record Mistake(Sha256 picture, int label, int takenFor, double probability) {
  /** All mistakes over the pictures of a part, the surest first. */
  public static List<Mistake> in(Head head, FeatureTable table, Part part) {
    return IntStream.of(table.of(part))
        .mapToObj(row -> judged(head, table, row))
        .filter(each -> each.takenFor() != each.label())
        .sorted(Comparator.comparingDouble(Mistake::probability).reversed())
        .toList();
  }

  private static Mistake judged(Head head, FeatureTable table, int row) {
    FeatureTable.Row seen = table.rows().get(row);
    float[] probabilities = head.judge(table.traits(row)).probabilities();
    int best = Softmax.best(probabilities);
    return new Mistake(seen.picture(), seen.label(), best, probabilities[best]);
  }
}
