package sorrel.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.kernel.TaskId;
import sorrel.platform.persistence.GroupCommit;
import sorrel.task.domain.Task;
import sorrel.task.domain.TaskQuery;
import sorrel.task.domain.Verdict;
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
  private final GroupCommit<Task> commits;

  public Tasks(TaskTable table, LiveFeed live, ObjectMapper json) {
    this.table = table;
    this.live = live;
    this.json = json;
    this.commits = new GroupCommit<>("tasks", QUEUE_MAX, GROUP_MAX, table::write);
  }

  /**
   * Records the state of a task. Completes when it is on disk; fails with {@link GroupCommit.Full}
   * when too much waits. A task that has ended keeps its end.
   */
  public CompletionStage<Void> record(Task task) {
    return commits.add(task).thenRun(() -> show(task));
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

  /** Stores the user's word on a finished task; empty if the account has none; blocking. */
  public Optional<Task> judge(AccountId account, TaskId id, Verdict verdict) {
    return table.judge(account, id, verdict);
  }

  /** Removes every task of a model; blocking. */
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
