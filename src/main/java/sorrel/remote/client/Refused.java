package sorrel.remote.client;

/** The server understood and said no; to ask again would not help. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String problem;

  /**
   * A refusal.
   *
   * @param problem its {@code type}; empty if there was none
   * @param sentence for people
   */
  Refused(int status, String problem, String sentence) {
    super(sentence);
    this.status = status;
    this.problem = problem;
  }

  int status() {
    return status;
  }

  boolean is(String type) {
    return problem.equals(type);
  }
}
