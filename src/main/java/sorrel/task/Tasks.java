package sorrel.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.kernel.TaskId;
import sorrel.platform.persistence.GroupCommit;
import sorrel.task.domain.KeptPicture;
import sorrel.task.domain.Task;
import sorrel.task.domain.TaskQuery;
import sorrel.task.store.TaskTable;

/** All that another context may do with tasks. */
public final class Tasks implements AutoCloseable {
  /** Twice the classifications that may arrive at once. */
  private static final int QUEUE_MAX = 20_000;

  /** Rows a commit; larger groups gain nothing more from the shared sync. */
  private static final int GROUP_MAX = 500;

  private final TaskTable table;
  private final LiveFeed live;
  private final ObjectMapper json;
  private final GroupCommit<Entry> commits;

  /**
   * What is to be written.
   *
   * @param whole whether the task had ended before anything of it was written
   */
  private record Entry(Task task, Optional<KeptPicture> picture, boolean whole) {}

  /**
   * Writes to a table.
   *
   * @param threads where those who wait for a record go on
   */
  public Tasks(TaskTable table, LiveFeed live, ObjectMapper json, Executor threads) {
    this.table = table;
    this.live = live;
    this.json = json;
    this.commits = new GroupCommit<>("tasks", QUEUE_MAX, GROUP_MAX, this::write, threads);
  }

  private void write(List<Entry> entries) {
    Map<Boolean, List<Task>> tasks =
        entries.stream()
            .collect(
                Collectors.partitioningBy(
                    Entry::whole, Collectors.mapping(Entry::task, Collectors.toList())));
    table.write(
        new TaskTable.Group(
            tasks.get(true),
            tasks.get(false),
            entries.stream().flatMap(entry -> entry.picture().stream()).toList()));
  }

  /**
   * Records the state of a task. Completes when it is on disk; fails with {@link GroupCommit.Full}
   * when too much waits. A task that has ended keeps its end.
   */
  public CompletionStage<Void> record(Task task) {
    return record(task, Optional.empty());
  }

  /** Like {@link #record(Task)}, with the task's picture in the same commit. */
  public CompletionStage<Void> record(Task task, Optional<KeptPicture> picture) {
    return record(new Entry(task, picture, false));
  }

  /** Records a task that has ended and of which nothing was recorded before, with its picture. */
  public CompletionStage<Void> recordWhole(Task ended, Optional<KeptPicture> picture) {
    return record(new Entry(ended, picture, true));
  }

  private CompletionStage<Void> record(Entry entry) {
    CompletionStage<Void> written = commits.add(entry);
    // Who waits for the record does not wait for those who watch.
    CompletionStage<Void> _ = written.thenRun(() -> show(entry.task()));
    return written;
  }

  /** Shows progress to those who watch, without writing it. */
  public void show(Task task) {
    live.publish(new LiveEvent(task.account(), "task", write(TaskDocument.of(task))));
  }

  /** The task, if it is the account's; blocking. */
  public Optional<Task> find(AccountId account, TaskId id) {
    return table.find(account, id);
  }

  /** Tasks newest first; blocking. */
  public Page<Task> list(TaskQuery query) {
    return table.list(query);
  }

  /** Tasks of a kind that had not ended, oldest first; blocking. */
  public List<Task> unfinished(Task.Kind kind) {
    return table.unfinished(kind);
  }

  /** Removes every task of a model, with its picture and verdict; blocking. */
  public void erase(ModelId model) {
    table.erase(model);
  }

  private String write(Object document) {
    try {
      return json.writeValueAsString(document);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException("a document that cannot be written", fault);
    }
  }

  @Override
  public void close() {
    commits.close();
  }
}
