package sorrel.remote.client;

/** Why this runner cannot go on; the message is for whoever started it. */
public final class RunnerEnded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunnerEnded(String message) {
    super(message);
  }
}
