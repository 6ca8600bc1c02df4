package sorrel.platform.http;

import java.util.concurrent.CompletionStage;

/** What an endpoint does, without blocking the thread it is called on. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers a call that was already authenticated, authorised and had its body read.
   *
   * @throws ProblemException to answer with a problem; anything else thrown, here or in the stage,
   *     becomes a 500 that tells nothing of it
   */
  CompletionStage<Reply> handle(Call call);
}
