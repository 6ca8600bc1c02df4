package sorrel.task.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.kernel.TaskId;
import sorrel.task.domain.KeptPicture;
import sorrel.task.domain.ModelStatistics;
import sorrel.task.domain.Task;
import sorrel.task.domain.TaskQuery;

/** Reads and writes tasks. */
public final class TaskTable {
  /** One statement for any number of rows: an array a column. */
  private static final String INSERT =
      """
      insert into tasks (id, account_id, model_id, kind, status, progress, result, problem,
          created_at, started_at, finished_at, picture_bytes, took_micros)
      select id, account_id, model_id, kind, status, progress::jsonb, result::json,
          problem::jsonb, created_at, started_at, finished_at, picture_bytes, took_micros
      from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::int[], ?::int[])
        as row (id, account_id, model_id, kind, status, progress, result, problem, created_at,
          started_at, finished_at, picture_bytes, took_micros)
      """;

  /** A finished task stays as it is. */
  private static final String UPSERT =
      INSERT
          + """
      on conflict (id) do update set
        status = excluded.status,
        progress = coalesce(excluded.progress, tasks.progress),
        result = excluded.result,
        problem = excluded.problem,
        started_at = coalesce(tasks.started_at, excluded.started_at),
        finished_at = excluded.finished_at,
        picture_bytes = coalesce(excluded.picture_bytes, tasks.picture_bytes),
        took_micros = excluded.took_micros
      where tasks.finished_at is null
      """;

  private static final String WITH_PICTURES = "with kept as (" + PictureTable.INSERT + ")\n";

  private final Jdbi jdbi;
  private final TaskColumns columns;
  private final TaskRow rows;
  private final TaskSearch search;

  public TaskTable(Jdbi jdbi, TaskColumns columns) {
    this.jdbi = jdbi;
    this.columns = columns;
    this.rows = new TaskRow(columns);
    this.search = new TaskSearch(jdbi, rows);
  }

  /**
   * Tasks that are written in one transaction.
   *
   * @param whole tasks that have ended and that the table has nothing of
   * @param changed states of others; of several states of one task the last counts
   * @param pictures of some of the tasks
   */
  public record Group(List<Task> whole, List<Task> changed, List<KeptPicture> pictures) {}

  /** Writes tasks in one transaction; of several states of one task the last counts. */
  public void write(List<Task> tasks) {
    write(new Group(List.of(), tasks, List.of()));
  }

  /** Writes tasks with pictures of some of them, in one transaction. */
  public void write(Group group) {
    Map<TaskId, Task> changed = new LinkedHashMap<>();
    group.changed().forEach(task -> changed.put(task.id(), task));
    List<List<KeptPicture>> portions = PictureTable.portions(group.pictures());
    if (changed.isEmpty() && portions.size() == 1) {
      // One statement is a transaction by itself, and is sent and answered once.
      jdbi.useHandle(handle -> write(handle, INSERT, group.whole(), portions.getFirst()));
    } else {
      jdbi.useTransaction(
          handle -> {
            write(handle, INSERT, group.whole(), portions.getFirst());
            write(handle, UPSERT, List.copyOf(changed.values()), List.of());
            for (List<KeptPicture> portion : portions.subList(1, portions.size())) {
              write(handle, INSERT, List.of(), portion);
            }
          });
    }
  }

  private void write(Handle handle, String sql, List<Task> rows, List<KeptPicture> pictures) {
    if (rows.isEmpty() && pictures.isEmpty()) {
      return;
    }
    try {
      write(handle.getConnection(), sql, rows, pictures);
    } catch (SQLException failure) {
      throw new IllegalStateException("tasks could not be written", failure);
    }
  }

  private void write(Connection connection, String sql, List<Task> rows, List<KeptPicture> pictures)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(pictures.isEmpty() ? sql : WITH_PICTURES + sql)) {
      RowArrays arrays = new RowArrays(connection, statement);
      if (!pictures.isEmpty()) {
        PictureTable.bind(arrays, pictures);
      }
      bind(arrays, rows);
      statement.executeUpdate();
    }
  }

  private void bind(RowArrays arrays, List<Task> rows) throws SQLException {
    arrays.add("uuid", rows, UUID[]::new, task -> task.id().value());
    arrays.add("uuid", rows, UUID[]::new, task -> task.account().value());
    arrays.add("uuid", rows, UUID[]::new, task -> task.model().value());
    arrays.add("text", rows, String[]::new, task -> TaskRow.word(task.kind()));
    arrays.add("text", rows, String[]::new, task -> TaskRow.word(task.status()));
    arrays.add(
        "text", rows, String[]::new, task -> task.progress().map(columns::write).orElse(null));
    arrays.add("text", rows, String[]::new, task -> task.result().orElse(null));
    arrays.add("text", rows, String[]::new, task -> task.problem().orElse(null));
    arrays.add("timestamptz", rows, Timestamp[]::new, task -> Timestamp.from(task.createdAt()));
    arrays.add("timestamptz", rows, Timestamp[]::new, task -> stamp(task.startedAt()));
    arrays.add("timestamptz", rows, Timestamp[]::new, task -> stamp(task.finishedAt()));
    arrays.add("int4", rows, Integer[]::new, task -> task.pictureBytes().orElse(null));
    arrays.add(
        "int4", rows, Integer[]::new, task -> task.took().map(TaskTable::micros).orElse(null));
  }

  private static Timestamp stamp(Optional<Instant> time) {
    return time.map(Timestamp::from).orElse(null);
  }

  /** Up to 35 minutes; who waits longer than that is not waiting any more. */
  private static int micros(Duration took) {
    return (int) Math.min(Integer.MAX_VALUE, took.toNanos() / 1_000);
  }

  /** The task, if it is the account's. */
  public Optional<Task> find(AccountId account, TaskId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(TaskRow.SELECT + " where tasks.id = :id and account_id = :account")
                .bind("id", id.value())
                .bind("account", account.value())
                .map(rows::read)
                .findOne());
  }

  /** Tasks newest first; see {@link TaskSearch#list}. */
  public Page<Task> list(TaskQuery query) {
    return search.list(query);
  }

  /** The newest classifications of a model that were answered, newest first. */
  public List<ModelStatistics.Point> newest(ModelId model, int max) {
    return search.newest(model, max);
  }

  /** Unfinished tasks of a kind, oldest first; for a node that starts again. */
  public List<Task> unfinished(Task.Kind kind) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    TaskRow.SELECT
                        + " where kind = :kind and finished_at is null order by tasks.id")
                .bind("kind", TaskRow.word(kind))
                .map(rows::read)
                .list());
  }

  /** Removes every task of a model, with what was kept and learned of it. */
  public void erase(ModelId model) {
    jdbi.useTransaction(
        handle -> {
          for (String table : List.of("lessons", "task_pictures", "tasks")) {
            handle.execute("delete from " + table + " where model_id = ?", model.value());
          }
        });
  }
}
