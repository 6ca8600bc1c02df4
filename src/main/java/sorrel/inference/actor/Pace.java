package sorrel.inference.actor;

import java.time.Duration;
import java.util.Optional;
import sorrel.inference.actor.ServerObserver.Went;

/** Keeps count of how a server gets on, and sums it up about every second. */
final class Pace {
  private static final long WHILE_NANOS = Duration.ofSeconds(1).toNanos();

  private long since = System.nanoTime();
  private long busyNanos;
  private long waitNanos;
  private int requests;
  private int queuedMost;

  /** A batch has ended. */
  void batch(long began, long ended) {
    busyNanos += ended - Math.max(began, since);
  }

  /** A request left the queue. */
  void waited(long nanos) {
    waitNanos += nanos;
    requests++;
  }

  /** The sum, once there is enough of it. */
  Optional<Went> sum(long now, int queued) {
    queuedMost = Math.max(queuedMost, queued);
    long passed = now - since;
    if (passed < WHILE_NANOS) {
      return Optional.empty();
    }
    Went went =
        new Went(
            Math.min(1, (double) busyNanos / passed),
            Duration.ofNanos(waitNanos / Math.max(1, requests)),
            queuedMost);
    since = now;
    busyNanos = 0;
    waitNanos = 0;
    requests = 0;
    queuedMost = 0;
    return Optional.of(went);
  }
}
