package sorrel.dataset.worker;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * A node's threads for decoding pictures. Decoding keeps a core busy: on virtual threads it would
 * hold up all others.
 */
public final class PictureThreads implements AutoCloseable {
  private final ExecutorService pool;

  /**
   * @param count how many pictures are decoded at once
   */
  public PictureThreads(int count) {
    pool =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().name("pictures-", 0).daemon().factory());
  }

  <T> Future<T> submit(Callable<T> work) {
    return pool.submit(work);
  }

  /** Does the work there and waits for it; throws what it throws. */
  <T> T run(Supplier<T> work) {
    try {
      return pool.submit(work::get).get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure.getCause());
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
