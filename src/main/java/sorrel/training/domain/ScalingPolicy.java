package sorrel.training.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How many runners there should be for the jobs there are.
 *
 * <p>Of {@code jobs} that wait or are being done, each runner is to have {@code jobsPerRunner} at
 * most: {@code D = ceil(jobs / jobsPerRunner)}, and {@code F = min(max, D)}, but not below {@code
 * min}. It rises at once. It falls only to the most that was needed of late, because jobs come in
 * rows, a round after the other, and a runner that is started anew has to decode everything again.
 *
 * @param min runners that are kept though nothing is to be done, from 0
 * @param max runners at most, at least 1 and {@code min}
 * @param jobsPerRunner the quality of service: with 1 no job waits, as long as {@code max} allows
 * @param calm looks in a row after which a figure that is no longer needed is forgotten
 */
public record ScalingPolicy(int min, int max, int jobsPerRunner, int calm) {
  public ScalingPolicy {
    if (min < 0 || max < Math.max(1, min) || jobsPerRunner < 1 || calm < 1) {
      throw new IllegalArgumentException(
          "min %d, max %d, jobs %d, calm %d".formatted(min, max, jobsPerRunner, calm));
    }
  }

  /**
   * What was needed at the last looks.
   *
   * @param needed the oldest first
   */
  public record Past(List<Integer> needed) {
    public Past {
      needed = List.copyOf(needed);
    }

    /** Before the first look. */
    public static Past none() {
      return new Past(List.of());
    }
  }

  /** The past after another look. */
  public Past after(Past past, int jobs) {
    List<Integer> needed = new ArrayList<>(past.needed());
    needed.add(Math.clamp(Math.ceilDiv(jobs, jobsPerRunner), min, max));
    return new Past(needed.subList(Math.max(0, needed.size() - calm), needed.size()));
  }

  /** Runners that there should be now. */
  public int desired(Past past) {
    return past.needed().isEmpty() ? min : Collections.max(past.needed());
  }
}
