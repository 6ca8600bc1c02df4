package sorrel.platform.config;

import java.time.Duration;

/**
 * How much training takes.
 *
 * @param threads of one round, at least 1
 * @param niceness how far these threads give way to others, 0 to 19; on Linux alone
 * @param slots rounds that this process runs at once
 * @param targetAccuracy 0 to 1; a search ends when it is reached
 * @param budget the longest that a search trains
 * @param memory bytes that a step of training may take
 * @param kind what others are told that this process calculates with
 * @param childHeap bytes of Java memory of a process that only trains and is started by this one
 */
public record TrainingSettings(
    int threads,
    int niceness,
    int slots,
    double targetAccuracy,
    Duration budget,
    long memory,
    Kind kind,
    Isolation isolation,
    long childHeap) {
  /** Where this process's slots are. */
  public enum Isolation {
    /** In it. */
    NONE,
    /** In a process beside it, which is started again when it ends. */
    PROCESS
  }

  /** What training calculates with. */
  public enum Kind {
    /** A GPU if TensorFlow sees one. */
    AUTO,
    CPU,
    GPU
  }
}
