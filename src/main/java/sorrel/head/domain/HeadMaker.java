package sorrel.head.domain;

import java.util.Arrays;
import java.util.stream.IntStream;
import sorrel.kernel.Part;

/**
 * Makes the head of a version from its table: the classifier that does best on the validation part,
 * the temperature that makes it honest, and the measure that tells the strange from the usual.
 *
 * <p>Looks at the training and validation parts only.
 */
public final class HeadMaker {
  private static final double[] SHRINKAGES = {0.003, 0.03, 0.2};

  /** With fewer check pictures, choosing among classifiers would be choosing by luck. */
  private static final int ENOUGH_TO_CHOOSE = 50;

  private HeadMaker() {}

  /**
   * A head and how it did on the validation part.
   *
   * @param right pictures that got their own class, of {@code total}
   */
  public record Made(Head head, int right, int total) {}

  /**
   * Solves the classifier in closed form; every class of the table has pictures in the training
   * part.
   */
  public static Linear solve(FeatureTable table) {
    return solved(table, Checks.of(table));
  }

  /** Makes the head of a classifier that was trained or solved for the classes of the table. */
  public static Made make(FeatureTable table, Linear linear) {
    Checks checks = Checks.of(table);
    float[][] logits = checks.logits(linear);
    double temperature = Temperature.fit(logits, checks.labels());
    Head head =
        new Head(linear, temperature, FamiliarityFit.of(table, checks, logits, temperature));
    return new Made(head, right(logits, checks.labels()), logits.length);
  }

  private static Linear solved(FeatureTable table, Checks checks) {
    if (checks.labels().length < ENOUGH_TO_CHOOSE) {
      return Discriminant.of(table.sums(), SHRINKAGES[SHRINKAGES.length - 1]).linear();
    }
    return Arrays.stream(SHRINKAGES)
        .mapToObj(shrinkage -> Discriminant.of(table.sums(), shrinkage).linear())
        .map(linear -> new Scored(linear, crossEntropy(checks, linear)))
        .min((one, other) -> Double.compare(one.loss(), other.loss()))
        .orElseThrow()
        .linear();
  }

  private record Scored(Linear linear, double loss) {}

  private static double crossEntropy(Checks checks, Linear linear) {
    float[][] logits = checks.logits(linear);
    return Temperature.crossEntropy(
        logits, checks.labels(), Temperature.fit(logits, checks.labels()));
  }

  private static int right(float[][] logits, int[] labels) {
    return (int)
        IntStream.range(0, labels.length).filter(i -> Softmax.best(logits[i]) == labels[i]).count();
  }

  /** The pictures of the validation part. */
  record Checks(int[] rows, float[][] features, int[] labels) {
    static Checks of(FeatureTable table) {
      int[] rows = table.of(Part.VALIDATION);
      return new Checks(
          rows,
          IntStream.of(rows).mapToObj(table::features).toArray(float[][]::new),
          table.labels(rows));
    }

    float[][] logits(Linear linear) {
      return Arrays.stream(features).map(linear::logits).toArray(float[][]::new);
    }
  }
}
