package sorrel.task.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import sorrel.kernel.AccountId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.kernel.TaskId;
import sorrel.task.domain.KeptPicture;
import sorrel.task.domain.Lesson;
import sorrel.task.domain.Task;
import sorrel.task.domain.TaskQuery;
import sorrel.task.domain.Verdict;

/** Reads and writes tasks. */
public final class TaskTable {
  /** One statement for any number of rows: an array a column. A finished task stays as it is. */
  private static final String UPSERT =
      """
      insert into tasks (id, account_id, model_id, kind, status, progress, result, problem,
          created_at, started_at, finished_at)
      select id, account_id, model_id, kind, status, progress::jsonb, result::jsonb,
          problem::jsonb, created_at, started_at, finished_at
      from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
        as row (id, account_id, model_id, kind, status, progress, result, problem, created_at,
          started_at, finished_at)
      on conflict (id) do update set
        status = excluded.status,
        progress = coalesce(excluded.progress, tasks.progress),
        result = excluded.result,
        problem = excluded.problem,
        started_at = coalesce(tasks.started_at, excluded.started_at),
        finished_at = excluded.finished_at
      where tasks.finished_at is null
      """;

  private static final String UPSERT_WITH_PICTURES =
      "with kept as (" + PictureTable.INSERT + ")\n" + UPSERT;

  private static final String SELECT =
      """
      select tasks.*, lessons.image as lesson_image, lessons.label as lesson_label,
        lessons.learned_at as lesson_at
      from tasks left join lessons on lessons.task_id = tasks.id
      """;

  private final Jdbi jdbi;
  private final TaskColumns columns;

  public TaskTable(Jdbi jdbi, TaskColumns columns) {
    this.jdbi = jdbi;
    this.columns = columns;
  }

  /** Writes tasks in one transaction; of several states of one task the last counts. */
  public void write(List<Task> tasks) {
    write(tasks, List.of());
  }

  /** Writes tasks with pictures of some of them, in one transaction. */
  public void write(List<Task> tasks, List<KeptPicture> pictures) {
    Map<TaskId, Task> newest = new LinkedHashMap<>();
    tasks.forEach(task -> newest.put(task.id(), task));
    List<Task> rows = List.copyOf(newest.values());
    List<List<KeptPicture>> portions = PictureTable.portions(pictures);
    if (portions.size() == 1) {
      // One statement is a transaction by itself, and is sent and answered once.
      jdbi.useHandle(handle -> upsert(handle, rows, portions.getFirst()));
    } else {
      jdbi.useTransaction(
          handle -> {
            upsert(handle, rows, portions.getFirst());
            for (List<KeptPicture> portion : portions.subList(1, portions.size())) {
              upsert(handle, List.of(), portion);
            }
          });
    }
  }

  private void upsert(Handle handle, List<Task> rows, List<KeptPicture> pictures) {
    try {
      upsert(handle.getConnection(), rows, pictures);
    } catch (SQLException failure) {
      throw new IllegalStateException("tasks could not be written", failure);
    }
  }

  private void upsert(Connection connection, List<Task> rows, List<KeptPicture> pictures)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(pictures.isEmpty() ? UPSERT : UPSERT_WITH_PICTURES)) {
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
    arrays.add("text", rows, String[]::new, task -> word(task.kind()));
    arrays.add("text", rows, String[]::new, task -> word(task.status()));
    arrays.add(
        "text", rows, String[]::new, task -> task.progress().map(columns::write).orElse(null));
    arrays.add("text", rows, String[]::new, task -> task.result().orElse(null));
    arrays.add("text", rows, String[]::new, task -> task.problem().orElse(null));
    arrays.add("timestamptz", rows, Timestamp[]::new, task -> Timestamp.from(task.createdAt()));
    arrays.add("timestamptz", rows, Timestamp[]::new, task -> stamp(task.startedAt()));
    arrays.add("timestamptz", rows, Timestamp[]::new, task -> stamp(task.finishedAt()));
  }

  private static Timestamp stamp(Optional<Instant> time) {
    return time.map(Timestamp::from).orElse(null);
  }

  /** The task, if it is the account's. */
  public Optional<Task> find(AccountId account, TaskId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + " where tasks.id = :id and account_id = :account")
                .bind("id", id.value())
                .bind("account", account.value())
                .map(this::read)
                .findOne());
  }

  /** Tasks newest first. */
  public Page<Task> list(TaskQuery query) {
    StringBuilder sql = new StringBuilder(SELECT + " where account_id = :account");
    query.model().ifPresent(model -> sql.append(" and tasks.model_id = :model"));
    query.kind().ifPresent(kind -> sql.append(" and kind = :kind"));
    query.status().ifPresent(status -> sql.append(" and status = :status"));
    query.before().ifPresent(before -> sql.append(" and tasks.id < :before"));
    sql.append(" order by tasks.id desc limit :rows");
    List<Task> rows =
        jdbi.withHandle(
            handle -> {
              Query statement =
                  handle
                      .createQuery(sql.toString())
                      .bind("account", query.account().value())
                      .bind("rows", query.limit() + 1);
              query.model().ifPresent(model -> statement.bind("model", model.value()));
              query.kind().ifPresent(kind -> statement.bind("kind", word(kind)));
              query.status().ifPresent(status -> statement.bind("status", word(status)));
              query.before().ifPresent(before -> statement.bind("before", before.value()));
              return statement.map(this::read).list();
            });
    return Page.of(rows, query.limit(), task -> task.id().toString());
  }

  /** Unfinished tasks of a kind, oldest first; for a node that starts again. */
  public List<Task> unfinished(Task.Kind kind) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT + " where kind = :kind and finished_at is null order by tasks.id")
                .bind("kind", word(kind))
                .map(this::read)
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

  private Task read(ResultSet row, StatementContext context) throws SQLException {
    return new Task(
        new TaskId(row.getObject("id", UUID.class)),
        new AccountId(row.getObject("account_id", UUID.class)),
        new ModelId(row.getObject("model_id", UUID.class)),
        constant(Task.Kind.class, row.getString("kind")),
        constant(Task.Status.class, row.getString("status")),
        text(row, "progress").map(json -> columns.read(json, Task.Progress.class)),
        text(row, "result"),
        text(row, "problem"),
        text(row, "verdict").map(json -> columns.read(json, Verdict.class)),
        lesson(row),
        time(row, "created_at").orElseThrow(),
        time(row, "started_at"),
        time(row, "finished_at"));
  }

  private static Optional<Lesson> lesson(ResultSet row) throws SQLException {
    UUID image = row.getObject("lesson_image", UUID.class);
    return image == null
        ? Optional.empty()
        : Optional.of(
            new Lesson(
                new ImageId(image),
                row.getString("lesson_label"),
                time(row, "lesson_at").orElseThrow()));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
