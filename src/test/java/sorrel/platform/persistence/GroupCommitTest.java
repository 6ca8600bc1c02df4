package sorrel.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GroupCommitTest {
  private static final int QUEUE_MAX = 4;
  private static final int GROUP_MAX = 3;
  private static final long PATIENCE_SECONDS = 20;

  /** Groups that are being written; each ends when the test says how. */
  private final BlockingQueue<Writing> writings = new LinkedBlockingQueue<>();

  /** Also those that a test took and left open. */
  private final List<Writing> all = new CopyOnWriteArrayList<>();

  private final GroupCommit<Integer> commits =
      new GroupCommit<>("test", QUEUE_MAX, GROUP_MAX, this::write, Runnable::run);
  private final List<CompletableFuture<Void>> begun = new ArrayList<>();
  private volatile boolean atOnce;

  private record Writing(List<Integer> rows, CompletableFuture<Void> end) {}

  @AfterEach
  void close() {
    atOnce = true;
    all.forEach(writing -> writing.end().complete(null));
    commits.close();
  }

  @Test
  void a_lone_row_is_written_at_once_and_then_acknowledged() throws Exception {
    CompletableFuture<Void> row = add(1);
    Writing writing = next();
    assertThat(writing.rows()).containsExactly(1);
    assertThat(row).isNotDone();

    writing.end().complete(null);
    row.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void rows_that_come_meanwhile_share_the_next_groups_in_their_order() throws Exception {
    begin(0);
    Writing first = next();
    List.of(1, 2, 3, 4).forEach(this::begin);
    first.end().complete(null);

    Writing second = next();
    assertThat(second.rows()).containsExactly(1, 2, 3);
    second.end().complete(null);
    assertThat(next().rows()).containsExactly(4);
  }

  @Test
  void a_failure_reaches_each_row_of_its_group_and_no_other() throws Exception {
    CompletableFuture<Void> lone = add(0);
    Writing first = next();
    CompletableFuture<Void> one = add(1);
    CompletableFuture<Void> two = add(2);
    first.end().complete(null);
    next().end().completeExceptionally(new IllegalStateException("the database is away"));

    for (CompletableFuture<Void> row : List.of(one, two)) {
      assertThatThrownBy(() -> row.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("the database is away");
    }
    lone.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    CompletableFuture<Void> after = add(3);
    next().end().complete(null);
    after.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void even_a_fault_of_the_writer_leaves_nobody_waiting() throws Exception {
    CompletableFuture<Void> row = add(1);
    next().end().completeExceptionally(new AssertionError("a fault"));
    assertThatThrownBy(() -> row.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .hasRootCauseMessage("a fault");

    CompletableFuture<Void> after = add(2);
    next().end().complete(null);
    after.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void a_full_queue_is_an_answer() throws Exception {
    begin(0);
    Writing first = next();
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    for (int i = 1; i <= QUEUE_MAX; i++) {
      waiting.add(add(i));
    }
    assertThatThrownBy(() -> add(9).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(GroupCommit.Full.class);

    atOnce = true;
    first.end().complete(null);
    for (CompletableFuture<Void> row : waiting) {
      row.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void closing_writes_what_waits_and_takes_nothing_more() throws Exception {
    begin(0);
    Writing first = next();
    CompletableFuture<Void> waiting = add(1);
    Thread closing = Thread.ofVirtual().start(commits::close);
    first.end().complete(null);
    next().end().complete(null);
    closing.join();

    assertThat(waiting).isCompletedWithValue(null);
    assertThatThrownBy(() -> add(2).join()).hasCauseInstanceOf(GroupCommit.Full.class);
  }

  /** Adds a row whose end the test does not look at. */
  private void begin(int row) {
    begun.add(add(row));
  }

  private CompletableFuture<Void> add(int row) {
    return commits.add(row).toCompletableFuture();
  }

  private void write(List<Integer> rows) {
    Writing writing = new Writing(rows, new CompletableFuture<>());
    all.add(writing);
    writings.add(writing);
    if (atOnce) {
      writing.end().complete(null);
    }
    try {
      writing.end().join();
    } catch (CompletionException failure) {
      switch (failure.getCause()) {
        case RuntimeException expected -> throw expected;
        case Error fault -> throw fault;
        default -> throw failure;
      }
    }
  }

  private Writing next() throws InterruptedException {
    Writing writing = writings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(writing).as("a group in time").isNotNull();
    return writing;
  }
}
