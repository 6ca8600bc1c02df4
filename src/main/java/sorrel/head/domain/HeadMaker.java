package sorrel.head.domain;

import java.util.Arrays;
import java.util.Comparator;
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

  private static final int ROUNDS_MAX = 10;
  private static final int STEPS_A_ROUND = 3;

  /** A round that lowers the loss by less than three hundredths is the last. */
  private static final double WORTH_GOING_ON = 0.97;

  private HeadMaker() {}

  /**
   * A head and how it did on the validation part.
   *
   * @param right pictures that got their own class, of {@code total}
   */
  public record Made(Head head, int right, int total) {}

  /**
   * Solves the classifier: in closed form, and, where there are enough check pictures to tell
   * whether that helps, some steps further. Every class of the table has pictures in the training
   * part. The same table gives the same classifier, whichever tables it came from.
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
    return refined(
        table,
        checks,
        Arrays.stream(SHRINKAGES)
            .mapToObj(shrinkage -> Discriminant.of(table.sums(), shrinkage).linear())
            .map(linear -> scored(checks, linear))
            .min(Comparator.comparingDouble(Scored::loss))
            .orElseThrow());
  }

  /** Goes on while the check pictures say that it gets better by more than next to nothing. */
  private static Linear refined(FeatureTable table, Checks checks, Scored start) {
    SoftmaxRegression regression =
        new SoftmaxRegression(table, start.linear().dividedBy(start.temperature()));
    Scored best = start;
    for (int round = 0; round < ROUNDS_MAX; round++) {
      for (int step = 0; step < STEPS_A_ROUND; step++) {
        regression.step();
      }
      Scored now = scored(checks, regression.linear());
      if (now.loss() >= best.loss()) {
        return best.linear();
      }
      boolean hardlyBetter = now.loss() > best.loss() * WORTH_GOING_ON;
      best = now;
      if (hardlyBetter) {
        return best.linear();
      }
    }
    return best.linear();
  }

  /**
   * A classifier on the check pictures.
   *
   * @param loss cross-entropy at the best temperature
   */
  private record Scored(Linear linear, double temperature, double loss) {}

  private static Scored scored(Checks checks, Linear linear) {
    float[][] logits = checks.logits(linear);
    double temperature = Temperature.fit(logits, checks.labels());
    return new Scored(
        linear, temperature, Temperature.crossEntropy(logits, checks.labels(), temperature));
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
