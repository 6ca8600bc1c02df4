package sorrel.platform.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;

/** Virtual threads for work that blocks: so many run, so many wait, and one more is refused. */
final class BlockingCalls {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Semaphore running;
  private final AtomicInteger admitted = new AtomicInteger();
  private final int admittedMax;

  /**
   * Bounds for one server.
   *
   * @param runningMax at the same time; more only queue at the database
   * @param waitingMax beyond those
   */
  BlockingCalls(int runningMax, int waitingMax) {
    this.running = new Semaphore(runningMax);
    this.admittedMax = runningMax + waitingMax;
  }

  /** The result, or a failed stage with {@link HttpProblems#BUSY} when nothing was done. */
  <T> CompletionStage<T> run(Callable<T> work) {
    if (admitted.incrementAndGet() > admittedMax) {
      admitted.decrementAndGet();
      return CompletableFuture.failedStage(
          HttpProblems.BUSY
              .because("Too many requests wait already; nothing was done. Try again.")
              .retryAfter(RETRY_AFTER)
              .asException());
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    String requestId = MDC.get(RequestIds.MDC_KEY);
    Thread.startVirtualThread(() -> runAndComplete(work, result, requestId));
    return result;
  }

  private <T> void runAndComplete(Callable<T> work, CompletableFuture<T> result, String requestId) {
    running.acquireUninterruptibly();
    T value;
    try (MDC.MDCCloseable _ = RequestIds.inLogs(requestId)) {
      value = work.call();
    } catch (Throwable failure) {
      release();
      result.completeExceptionally(failure);
      return;
    }
    release();
    result.complete(value);
  }

  private void release() {
    running.release();
    admitted.decrementAndGet();
  }

  /** How many run or wait. */
  int inFlight() {
    return admitted.get();
  }
}
