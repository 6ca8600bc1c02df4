package sorrel.training;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Threads that calculate for a job while the thread of its slot reads, stores and tells.
 *
 * @param threads makes them
 */
record Helpers(ThreadFactory threads) {
  /** Threads that give way to none: somebody waits for what they do. */
  static final Helpers PROMPT =
      new Helpers(Thread.ofPlatform().name("prompt-helper-", 1).daemon().factory());

  /** So many threads; close it after use. */
  ExecutorService pool(int count) {
    return Executors.newFixedThreadPool(count, threads);
  }

  /** Has something calculated, and waits for it as {@link #result} does. */
  <T> T calculate(Callable<T> work) {
    try (ExecutorService one = pool(1)) {
      return result(one.submit(work));
    }
  }

  /**
   * Waits for what a helper calculates, and throws what it throws.
   *
   * @throws CancellationException if this thread was told to stop
   */
  static <T> T result(Future<T> coming) {
    try {
      return coming.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (ExecutionException failure) {
      switch (failure.getCause()) {
        case RuntimeException reason -> throw reason;
        case Error reason -> throw reason;
        default -> throw new IllegalStateException("a network failed", failure.getCause());
      }
    }
  }
}
