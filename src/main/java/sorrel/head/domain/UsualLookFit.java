package sorrel.head.domain;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import sorrel.kernel.Part;

/** Learns which looks are usual: normal distributions around the means of all. */
final class UsualLookFit {
  private static final double LAYOUT_SHRINKAGE = 0.01;
  private static final double TEXTURE_SHRINKAGE = 0.03;

  /** Pictures to learn from at most; a mean and spread need no more. */
  private static final int SAMPLE = 20_000;

  private final FeatureTable table;
  private final int[] learned;
  private final int[] checked;

  private UsualLookFit(FeatureTable table, int[] learned, int[] checked) {
    this.table = table;
    this.learned = learned;
    this.checked = checked;
  }

  /**
   * Learns from the training part.
   *
   * @param checked rows that show how far usual looks lie from the mean
   * @return empty where nobody looked at the pictures
   */
  static Optional<UsualLook> of(FeatureTable table, int[] checked) {
    int[] learned = table.of(Part.TRAINING);
    if (learned.length == 0 || table.traits(learned[0]).look().layout().length == 0) {
      return Optional.empty();
    }
    UsualLookFit fit = new UsualLookFit(table, learned, checked);
    return Optional.of(
        new UsualLook(
            fit.kind(Look::layout, LAYOUT_SHRINKAGE), fit.kind(Look::texture, TEXTURE_SHRINKAGE)));
  }

  private UsualLook.Kind kind(Function<Look, float[]> side, double shrinkage) {
    ClassSums sums = new ClassSums(1, seen(side, learned[0]).length);
    int step = Math.ceilDiv(learned.length, SAMPLE);
    for (int i = 0; i < learned.length; i += step) {
      sums.add(seen(side, learned[i]), 0);
    }
    Distances distances = Discriminant.of(sums, shrinkage).distances();
    float[] scores = new float[checked.length];
    IntStream.range(0, scores.length)
        .forEach(i -> scores[i] = (float) UsualLook.closeness(distances, seen(side, checked[i])));
    return new UsualLook.Kind(distances, Ranks.of(scores));
  }

  private float[] seen(Function<Look, float[]> side, int row) {
    return side.apply(table.look(row).look());
  }
}
