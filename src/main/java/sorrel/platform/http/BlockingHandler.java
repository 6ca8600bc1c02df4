package sorrel.platform.http;

/** What an endpoint does on a virtual thread, where it may wait for a database or a file. */
@FunctionalInterface
public interface BlockingHandler {
  /**
   * Answers a call that was already authenticated, authorised and had its body read.
   *
   * @throws Exception a {@link ProblemException} to answer with a problem; anything else becomes a
   *     500 that tells nothing of it
   */
  Reply handle(Call call) throws Exception;
}
