package sorrel.cli;

import java.time.Duration;

/** The pause between two looks at something that goes on. */
final class Polling {
  /** Twice a second is lively to a person and nothing to the server. */
  private static final Duration EVERY = Duration.ofMillis(500);

  private Polling() {}

  /**
   * Waits a moment.
   *
   * @throws CommandFailure if the thread is told to stop
   */
  static void pause() {
    try {
      Thread.sleep(EVERY);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Stopped.", interrupted);
    }
  }
}
