package sorrel.task.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.Interval;

/**
 * What people said of a model's classifications.
 *
 * @param all over all time
 * @param days by the day of the classification in UTC, newest first; days without a verdict are
 *     left out
 * @param corrections the pairs of classes that were corrected most often, the commonest first
 */
public record Feedback(Tally all, List<Day> days, List<Correction> corrections) {
  public Feedback {
    days = List.copyOf(days);
    corrections = List.copyOf(corrections);
  }

  /** Verdicts, and those among them that agreed. */
  public record Tally(long reviewed, long right) {
    /** The share that was right with its 95 % interval; empty without verdicts. */
    public Optional<Interval> accuracy() {
      return reviewed == 0 ? Optional.empty() : Optional.of(Interval.wilson(right, reviewed));
    }
  }

  /** The verdicts on one day's classifications. */
  public record Day(LocalDate day, Tally tally) {}

  /**
   * A mistake that was corrected.
   *
   * @param predicted the label of the class that the model said
   * @param right the label of the class that people said
   */
  public record Correction(String predicted, String right, long times) {}
}
