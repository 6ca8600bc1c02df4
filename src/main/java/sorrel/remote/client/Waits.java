package sorrel.remote.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is made again: longer each time, and differently long for each
 * runner, so that a server that comes back is not asked by all at once.
 */
final class Waits {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final RandomGenerator random;
  private Duration next = FIRST;

  Waits(RandomGenerator random) {
    this.random = random;
  }

  /** Between half the present wait and all of it; the next one is twice as long. */
  Duration next() {
    double share = 0.5 + random.nextDouble() / 2;
    Duration wait = Duration.ofMillis((long) (next.toMillis() * share));
    Duration longer = next.multipliedBy(2);
    next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    return wait;
  }

  /** It went well: begin with short waits again. */
  void reset() {
    next = FIRST;
  }
}
