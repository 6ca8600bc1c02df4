package sorrel.inference.domain;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How much each of many is asked for lately: every request counts one, and half as much after a
 * while. What was forgotten counts nothing. Safe for several threads.
 *
 * @param <K> names what is asked for
 */
public final class Demand<K> {
  /** After so long a request counts half. */
  static final Duration HALF = Duration.ofMinutes(2);

  /** Beyond so many those that are hardly asked for are forgotten. */
  static final int KNOWN_MAX = 10_000;

  private static final double HARDLY = 1.0 / 16;
  private static final double DECAY = Math.log(2) / HALF.toNanos();

  private final ConcurrentMap<K, Known> known = new ConcurrentHashMap<>();

  private record Known(double count, long at) {
    double later(long now) {
      return count * Math.exp(-DECAY * Math.max(0, now - at));
    }
  }

  /**
   * One request more.
   *
   * @param now by {@link System#nanoTime}
   */
  public void asked(K key, long now) {
    known.compute(key, (_, before) -> new Known(before == null ? 1 : 1 + before.later(now), now));
    if (known.size() > KNOWN_MAX) {
      known.values().removeIf(each -> each.later(now) < HARDLY);
    }
  }

  /** How much it is asked for now, in requests. */
  public double of(K key, long now) {
    Known found = known.get(key);
    return found == null ? 0 : found.later(now);
  }
}
