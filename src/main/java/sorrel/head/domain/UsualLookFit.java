package sorrel.head.domain;

import java.util.Optional;
import java.util.stream.IntStream;
import sorrel.head.domain.Familiarity.UsualLook;
import sorrel.kernel.Part;

/** Learns which looks are usual: a normal distribution around the mean of all. */
final class UsualLookFit {
  private static final double SHRINKAGE = 0.01;

  /** Pictures to learn from at most; a mean and spread need no more. */
  private static final int SAMPLE = 20_000;

  private UsualLookFit() {}

  /**
   * Learns from the training part.
   *
   * @param checked rows that show how far usual looks lie from the mean
   * @return empty where nobody looked at the pictures
   */
  static Optional<UsualLook> of(FeatureTable table, int[] checked) {
    int[] learned = table.of(Part.TRAINING);
    int size = learned.length == 0 ? 0 : table.traits(learned[0]).look().length;
    if (size == 0) {
      return Optional.empty();
    }
    ClassSums sums = new ClassSums(1, size);
    int step = Math.ceilDiv(learned.length, SAMPLE);
    for (int i = 0; i < learned.length; i += step) {
      sums.add(table.traits(learned[i]).look(), 0);
    }
    Distances distances = Discriminant.of(sums, SHRINKAGE).distances();
    float[] scores = new float[checked.length];
    IntStream.range(0, scores.length)
        .forEach(
            i ->
                scores[i] =
                    (float) Familiarity.closeness(distances, table.traits(checked[i]).look()));
    return Optional.of(new UsualLook(distances, Ranks.of(scores)));
  }
}
