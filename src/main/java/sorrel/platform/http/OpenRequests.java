package sorrel.platform.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Connection;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The requests that are being answered, and how they come to an end when the server stops.
 *
 * <p>Akka HTTP cuts each connection whose answer it was handed, sent or not, once it is told to
 * terminate. So it is told only when nothing is open any more.
 */
final class OpenRequests {
  /** How long the last answer may take from here to the client; told by nothing. */
  private static final Duration ON_THE_WAY = Duration.ofMillis(200);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final SharedKillSwitch endless = KillSwitches.shared("http-stopping");
  private final AtomicInteger open = new AtomicInteger();
  private volatile long lastAnswered = System.nanoTime() - ON_THE_WAY.toNanos();
  private volatile boolean lastOfConnection;

  /** Counts a request until there is an answer, and asks for no more requests once it stops. */
  CompletionStage<HttpResponse> count(Supplier<CompletionStage<HttpResponse>> answer) {
    open.incrementAndGet();
    try {
      return answer.get().thenApply(this::last).whenComplete((_, _) -> ended());
    } catch (RuntimeException failure) {
      ended();
      throw failure;
    }
  }

  /** The body of an answer, counted until it was read to its end. */
  <T> Source<T, ?> count(Source<T, ?> body) {
    return body.watchTermination(
        (before, ended) -> {
          open.incrementAndGet();
          CompletionStage<?> _ = ended.whenComplete((_, _) -> ended());
          return before;
        });
  }

  /** A body without an end, which now has one: that of the server. */
  <T> Source<T, ?> countEndless(Source<T, ?> body) {
    return count(body.via(endless.flow()));
  }

  /** Each answer from now on is the last of its connection, so that callers go elsewhere. */
  void sendAway() {
    lastOfConnection = true;
  }

  /** Ends endless streams too. */
  void stop() {
    sendAway();
    endless.shutdown();
  }

  /** Done when no request is open and the last answer has arrived, or after the deadline. */
  CompletionStage<Void> ended(Duration deadline) {
    long latest = System.nanoTime() + deadline.toNanos();
    return CompletableFuture.runAsync(
        () -> {
          while (!quiet() && System.nanoTime() < latest) {
            pause();
          }
        },
        Thread::startVirtualThread);
  }

  private boolean quiet() {
    return open.get() == 0 && System.nanoTime() - lastAnswered >= ON_THE_WAY.toNanos();
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse last(HttpResponse response) {
    return lastOfConnection && response.getHeader(Connection.class).isEmpty()
        ? response.addHeader(Connection.create("close"))
        : response;
  }

  private void ended() {
    lastAnswered = System.nanoTime();
    open.decrementAndGet();
  }
}
