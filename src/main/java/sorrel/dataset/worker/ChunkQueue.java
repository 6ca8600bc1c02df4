package sorrel.dataset.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Has an archive's entries looked at by several threads, some chunks ahead, and hands them out in
 * the archive's order. For one thread, which closes it in the end.
 */
final class ChunkQueue implements AutoCloseable {
  /** Entries of a chunk: large enough that handing over costs little beside decoding. */
  private static final int ENTRIES_MAX = 200;

  /** Bytes of a chunk's files: those of all chunks ahead are held in memory. */
  private static final long BYTES_MAX = 4L << 20;

  private final Examiner examiner;
  private final PictureThreads threads;
  private final int ahead;
  private final Deque<Future<ExaminedChunk>> chunks = new ArrayDeque<>();
  private int next;

  /**
   * Begins at an entry.
   *
   * @param ahead chunks that are looked at before they are asked for
   */
  ChunkQueue(Examiner examiner, PictureThreads threads, int ahead, int from) {
    this.examiner = examiner;
    this.threads = threads;
    this.ahead = ahead;
    this.next = from;
  }

  /** The next chunk, or null after the last; waits for it. */
  ExaminedChunk take() {
    while (chunks.size() < ahead && next < examiner.entries()) {
      int from = next;
      int to = end(from);
      chunks.add(threads.submit(() -> examiner.examine(from, to)));
      next = to;
    }
    if (chunks.isEmpty()) {
      return null;
    }
    try {
      return chunks.remove().get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ImportStopped("interrupted");
    } catch (ExecutionException failure) {
      throw new IllegalStateException("entries could not be looked at", failure.getCause());
    }
  }

  private int end(int from) {
    int to = from;
    long bytes = 0;
    while (to < examiner.entries() && to - from < ENTRIES_MAX && bytes < BYTES_MAX) {
      bytes += examiner.size(to);
      to++;
    }
    return to;
  }

  /** Forgets what is ahead; a thread that still reads from the archive fails without harm. */
  @Override
  public void close() {
    chunks.forEach(chunk -> chunk.cancel(false));
    chunks.clear();
  }
}
