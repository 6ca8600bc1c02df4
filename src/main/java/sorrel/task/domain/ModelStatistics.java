package sorrel.task.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sorrel.kernel.TaskId;

/**
 * How a model was used.
 *
 * @param periods all that are shown, oldest first, also those in which nothing was asked
 * @param classes the most frequent ones, most frequent first
 * @param recent the newest classifications, newest first
 */
public record ModelStatistics(List<Period> periods, List<String> classes, List<Point> recent) {
  /**
   * An hour or a day.
   *
   * @param total empty where nothing was asked
   * @param classes of the most frequent classes, those that there were
   * @param others pictures of other classes
   */
  public record Period(
      Instant start, Optional<UsageTotal> total, Map<String, Long> classes, long others) {}

  /**
   * A classification.
   *
   * @param bytes of the picture's file
   * @param took until it was answered
   */
  public record Point(
      TaskId task,
      Instant at,
      Optional<Integer> bytes,
      Optional<Duration> took,
      String label,
      boolean unknown) {}
}
