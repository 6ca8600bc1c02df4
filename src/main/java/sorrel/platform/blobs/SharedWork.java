package sorrel.platform.blobs;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Work that several threads want done at once, and that the first of them does for all. */
final class SharedWork<K> {
  private final ConcurrentMap<K, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

  /** Something to be done. */
  interface Work {
    void run() throws IOException;
  }

  /**
   * Does some work, or waits while another thread does it.
   *
   * @param key what tells it from other work
   * @throws IOException if it failed, here or there
   */
  void run(K key, Work work) throws IOException {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> other = underWay.putIfAbsent(key, mine);
    if (other != null) {
      await(other);
      return;
    }
    try {
      work.run();
      underWay.remove(key);
      mine.complete(null);
    } catch (Throwable failure) {
      underWay.remove(key);
      mine.completeExceptionally(failure);
      throw failure;
    }
  }

  private static void await(CompletableFuture<Void> other) throws IOException {
    try {
      other.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof BlobMissingException missing) {
        throw missing;
      }
      throw new IOException(failed.getCause().getMessage(), failed.getCause());
    }
  }
}
