package sorrel.platform.http;

import akka.util.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import sorrel.kernel.Sha256;

/**
 * Does the work of one idempotency key once, and answers repeats as the first time.
 *
 * <p>Only what was done is kept. A refusal is not: a quota may be raised, a queue get shorter and a
 * run end, and whoever repeats the request wants to have it done. Nothing was done, so nothing can
 * be done twice. Where it is not known what was done, the work is done again for a repeat, making
 * what it makes under the same id.
 */
final class Idempotency {
  static final String HEADER = "Idempotency-Key";
  private static final int KEY_LENGTH_MAX = 255;
  private static final int SUCCESS_MAX = 299;

  private final IdempotencyStore store;
  private final BlockingCalls blocking;
  private final Renderer renderer;

  Idempotency(IdempotencyStore store, BlockingCalls blocking, Renderer renderer) {
    this.store = store;
    this.blocking = blocking;
    this.renderer = renderer;
  }

  /** Runs the work, unless the key says that it was done or is being done. */
  CompletionStage<Reply> once(
      String header, Call call, Function<Call, CompletionStage<Reply>> work) {
    if (header.isBlank() || header.length() > KEY_LENGTH_MAX) {
      throw HttpProblems.MALFORMED_REQUEST
          .because("Idempotency-Key must have 1 to %d characters.".formatted(KEY_LENGTH_MAX))
          .asException();
    }
    IdempotencyStore.Key key =
        new IdempotencyStore.Key(
            call.caller().account(),
            header,
            call.request().method().name() + " " + call.request().getUri().path());
    return blocking
        .run(() -> store.claim(key, fingerprint(call)))
        .thenCompose(
            claim ->
                switch (claim) {
                  case IdempotencyStore.Claim.Granted(UUID made) ->
                      run(key, () -> work.apply(call.making(made)));
                  case IdempotencyStore.Claim.Done(IdempotencyStore.StoredReply reply) ->
                      CompletableFuture.completedStage(replay(reply));
                  case IdempotencyStore.Claim.InProgress _ ->
                      CompletableFuture.completedStage(
                          Reply.problem(
                              HttpProblems.CONFLICT
                                  .because(
                                      "A request with this Idempotency-Key is being worked on."
                                          + " Ask again for its answer.")
                                  .retryAfter(Duration.ofSeconds(1))));
                  case IdempotencyStore.Claim.OtherRequest _ ->
                      CompletableFuture.completedStage(
                          Reply.problem(
                              HttpProblems.KEY_REUSED.because(
                                  "This Idempotency-Key came with another body before. Use a new"
                                      + " key for a new request.")));
                });
  }

  private CompletionStage<Reply> run(
      IdempotencyStore.Key key, Supplier<CompletionStage<Reply>> work) {
    CompletionStage<Reply> reply;
    try {
      reply = work.get();
    } catch (RuntimeException failure) {
      reply = CompletableFuture.failedStage(failure);
    }
    return reply
        .handle((done, failure) -> settle(key, done, failure))
        .thenCompose(settled -> settled);
  }

  private CompletionStage<Reply> settle(IdempotencyStore.Key key, Reply done, Throwable failure) {
    if (failure != null || done.status() > SUCCESS_MAX || !canBeKept(done)) {
      return blocking
          .run(
              () -> {
                if (failure != null && !Faults.isRefusal(failure)) {
                  store.giveUp(key);
                } else {
                  store.release(key);
                }
                return null;
              })
          .thenCompose(
              _ ->
                  failure == null
                      ? CompletableFuture.completedStage(done)
                      : CompletableFuture.failedStage(failure));
    }
    return blocking.run(
        () -> {
          store.complete(key, stored(done));
          return done;
        });
  }

  private static boolean canBeKept(Reply reply) {
    return reply.content() instanceof Reply.Content.Json
        || reply.content() instanceof Reply.Content.Nothing;
  }

  private IdempotencyStore.StoredReply stored(Reply reply) {
    ByteString json =
        reply.content() instanceof Reply.Content.Json(Object value)
            ? renderer.json(value)
            : ByteString.emptyByteString();
    List<Map.Entry<String, String>> headers =
        reply.headers().stream().map(h -> Map.entry(h.name(), h.value())).toList();
    return new IdempotencyStore.StoredReply(reply.status(), headers, json.utf8String());
  }

  private static Reply replay(IdempotencyStore.StoredReply stored) {
    Reply reply =
        stored.json().isEmpty()
            ? Reply.empty()
            : Reply.bytes(
                akka.http.javadsl.model.ContentTypes.APPLICATION_JSON,
                stored.json().getBytes(StandardCharsets.UTF_8));
    reply = reply.withStatus(stored.status()).with("Idempotency-Replayed", "true");
    for (Map.Entry<String, String> header : stored.headers()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }

  /** The request's type and body; of one that streams, its type and length. */
  private static Sha256 fingerprint(Call call) {
    MessageDigest digest = Sha256.digest();
    digest.update(
        (call.request().entity().getContentType() + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(
        call.request().getUri().rawQueryString().orElse("").getBytes(StandardCharsets.UTF_8));
    switch (call.body()) {
      case ReceivedBody.Whole whole -> digest.update(whole.bytes().toArrayUnsafe());
      case ReceivedBody.Arriving arriving ->
          digest.update(
              Long.toString(arriving.entity().getContentLengthOption().orElse(-1))
                  .getBytes(StandardCharsets.UTF_8));
      case ReceivedBody.Unread _ -> {}
    }
    return Sha256.from(digest);
  }
}
