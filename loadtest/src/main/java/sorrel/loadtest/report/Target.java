package sorrel.loadtest.report;

import java.util.function.ToDoubleFunction;
import sorrel.cli.measure.LoadFigures;

/**
 * What a row has to reach; nothing may have failed either.
 *
 * @param words what is wanted, such as "in under 2 s"
 * @param value the figure that is held to it
 * @param limit that it stays below, or reaches
 * @param atLeast whether more is better
 */
public record Target(
    String words, ToDoubleFunction<LoadFigures> value, double limit, boolean atLeast) {
  private static final double MEDIAN = 0.5;

  /** All answers within so many seconds. */
  public static Target within(double seconds) {
    return new Target(
        "all in under " + Text.number(seconds) + " s", LoadFigures::seconds, seconds, false);
  }

  public static Target perSecond(double answers) {
    return new Target(
        "at least %,.0f a second".formatted(answers), LoadFigures::okPerSecond, answers, true);
  }

  public static Target median(double milliseconds) {
    return new Target(
        "p50 under " + Text.number(milliseconds) + " ms",
        figures -> percentile(figures, MEDIAN),
        milliseconds,
        false);
  }

  /** The slowest hundredth, beside that of another row. */
  public static Target slowestHundredth(double times, LoadFigures quiet) {
    double limit = times * percentile(quiet, Text.HUNDREDTH_LEFT);
    return new Target(
        "p99 at most %s times %.1f ms".formatted(Text.number(times), limit / times),
        figures -> percentile(figures, Text.HUNDREDTH_LEFT),
        limit,
        false);
  }

  boolean isMetBy(LoadFigures figures) {
    double found = value.applyAsDouble(figures);
    return figures.failed() == 0 && (atLeast ? found >= limit : found <= limit);
  }

  private static double percentile(LoadFigures figures, double share) {
    return figures.latencies().map(each -> each.percentileMs(share)).orElse(Double.MAX_VALUE);
  }
}
