package sorrel.task.domain;

import java.util.Arrays;
import java.util.Optional;

/**
 * How long answers took: their sum, and how many lie in steps of which each is a fifth longer than
 * the one before, from a tenth of a millisecond to a minute and a half. A quantile is found to
 * within a fifth, and the times of nodes and hours can be added up.
 *
 * @param millis all together
 * @param steps how many answers there are in each step, the shortest first
 */
public record AnswerTimes(double millis, long[] steps) {
  /** Twenty doublings of {@link #FIRST_MILLIS}. */
  public static final int STEPS = 80;

  private static final double FIRST_MILLIS = 0.1;
  private static final int STEPS_TO_DOUBLE = 4;

  /** The step that a time is in; those shorter and longer than all steps are in the outermost. */
  static int step(double millis) {
    double doublings = Math.log(Math.max(millis, FIRST_MILLIS) / FIRST_MILLIS) / Math.log(2);
    return Math.min(STEPS - 1, (int) (doublings * STEPS_TO_DOUBLE));
  }

  /** Where a step begins, in milliseconds. */
  private static double begin(int step) {
    return FIRST_MILLIS * Math.pow(2, (double) step / STEPS_TO_DOUBLE);
  }

  AnswerTimes plus(AnswerTimes other) {
    long[] sum = steps.clone();
    Arrays.setAll(sum, i -> steps[i] + other.steps[i]);
    return new AnswerTimes(millis + other.millis, sum);
  }

  public long count() {
    return Arrays.stream(steps).sum();
  }

  /** The mean in milliseconds; empty where there was no answer. */
  public Optional<Double> mean() {
    return count() == 0 ? Optional.empty() : Optional.of(millis / count());
  }

  /**
   * What a share of the answers took at most, in milliseconds; empty where there was none.
   *
   * @param share above 0, at most 1
   */
  public Optional<Double> quantile(double share) {
    double wanted = share * count();
    long before = 0;
    for (int step = 0; step < steps.length; step++) {
      if (steps[step] > 0 && before + steps[step] >= wanted) {
        double within = (wanted - before) / steps[step];
        return Optional.of(begin(step) + within * (begin(step + 1) - begin(step)));
      }
      before += steps[step];
    }
    return Optional.empty();
  }
}
