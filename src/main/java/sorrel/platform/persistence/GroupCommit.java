package sorrel.platform.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes rows in groups: while one group is being committed the next gathers, so that a lone row
 * waits for nothing and many rows share a sync.
 *
 * @param <T> a row
 */
public final class GroupCommit<T> implements AutoCloseable {
  /** How long a close may take beyond the writing of what waits. */
  private static final long CLOSING_CHECK_MILLIS = 100;

  private record Entry<T>(T row, CompletableFuture<Void> done) {}

  /** The queue is full; nothing was written. */
  public static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("too many rows wait to be written", null, false, false);
    }
  }

  private final BlockingQueue<Entry<T>> waiting;
  private final int groupMax;
  private final Consumer<List<T>> writer;
  private final Executor acknowledging;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts a writer.
   *
   * @param queueMax rows that may wait; beyond it {@link #add} fails with {@link Full}
   * @param groupMax rows committed together at most
   * @param writer writes the rows in one transaction, in order; blocking
   * @param acknowledging where those who wait go on, while the next group is written
   */
  public GroupCommit(
      String name, int queueMax, int groupMax, Consumer<List<T>> writer, Executor acknowledging) {
    this.waiting = new ArrayBlockingQueue<>(queueMax);
    this.groupMax = groupMax;
    this.writer = writer;
    this.acknowledging = acknowledging;
    // Of the system: each answer of the database would wake three threads for a virtual one.
    this.thread = Thread.ofPlatform().name("commit-" + name).daemon().start(this::run);
  }

  /** Completes when the row is on disk; fails with what the writer threw, or {@link Full}. */
  public CompletionStage<Void> add(T row) {
    Entry<T> entry = new Entry<>(row, new CompletableFuture<>());
    if (closed || !waiting.offer(entry)) {
      entry.done().completeExceptionally(new Full());
    } else if (closed && waiting.remove(entry)) {
      // It came too late for the writer, which may have left already.
      entry.done().completeExceptionally(new Full());
    }
    return entry.done();
  }

  private void run() {
    while (!closed || !waiting.isEmpty()) {
      Entry<T> first = next();
      if (first != null) {
        List<Entry<T>> group = new ArrayList<>();
        group.add(first);
        waiting.drainTo(group, groupMax - 1);
        write(group);
      }
    }
  }

  private Entry<T> next() {
    try {
      return waiting.poll(CLOSING_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException notByUs) {
      return null;
    }
  }

  private void write(List<Entry<T>> group) {
    try {
      writer.accept(group.stream().map(Entry::row).toList());
      acknowledge(group, done -> done.complete(null));
    } catch (RuntimeException | Error failure) {
      // Also a fault of ours must not leave those who wait, or the next, without an answer.
      acknowledge(group, done -> done.completeExceptionally(failure));
    }
  }

  private void acknowledge(List<Entry<T>> group, Consumer<CompletableFuture<Void>> end) {
    Runnable all = () -> group.forEach(entry -> end.accept(entry.done()));
    try {
      acknowledging.execute(all);
    } catch (RejectedExecutionException stopped) {
      all.run();
    }
  }

  /** Takes nothing more and returns once what waits is written. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
