package sorrel.inference;

import java.time.Duration;

/**
 * A picture that has come.
 *
 * @param bytes of its file
 * @param nanos the moment, by {@link System#nanoTime}
 */
public record Arrival(int bytes, long nanos) {
  public static Arrival now(byte[] file) {
    return new Arrival(file.length, System.nanoTime());
  }

  /** How long ago that was. */
  public Duration passed() {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
