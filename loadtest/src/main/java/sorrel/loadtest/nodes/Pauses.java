package sorrel.loadtest.nodes;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what others do. */
public final class Pauses {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private Pauses() {}

  public static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("told to stop", stopped);
    }
  }

  /** Whether it became true within a time. */
  public static boolean until(BooleanSupplier condition, Duration max) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (since(began).compareTo(max) > 0) {
        return false;
      }
      sleep(LOOK_AGAIN);
    }
    return true;
  }

  /** The time since a moment of {@link System#nanoTime}. */
  public static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
