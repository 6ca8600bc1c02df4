package sorrel.training;

import java.util.StringJoiner;

/** How long the parts of a job took, for the log; for one thread. */
final class Stopwatch {
  private final StringJoiner parts = new StringJoiner(", ");
  private long begun = System.nanoTime();

  /** The part that ends here. */
  void lap(String part) {
    long now = System.nanoTime();
    parts.add("%s %.2f s".formatted(part, (now - begun) / 1e9));
    begun = now;
  }

  @Override
  public String toString() {
    return parts.toString();
  }
}
