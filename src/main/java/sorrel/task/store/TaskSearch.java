package sorrel.task.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.kernel.TaskId;
import sorrel.task.domain.ModelStatistics;
import sorrel.task.domain.Task;
import sorrel.task.domain.TaskQuery;

/** Lists of tasks. */
final class TaskSearch {
  /**
   * Tasks looked at for one page where what they answered counts, which is not indexed: what was
   * answered seldom is found over several pages, each of which comes in a tenth of a second.
   */
  static final int LOOKED_AT = 20_000;

  /** Newest tasks of a model among which its newest classifications are looked for, for each. */
  private static final int TASKS_EACH = 2;

  private final Jdbi jdbi;
  private final TaskRow rows;

  TaskSearch(Jdbi jdbi, TaskRow rows) {
    this.jdbi = jdbi;
    this.rows = rows;
  }

  /**
   * Tasks newest first. A page that asks for certain answers can hold fewer than its limit, even
   * none, and go on nevertheless.
   */
  Page<Task> list(TaskQuery query) {
    Map<String, Object> values = new HashMap<>();
    String found = found(query, values);
    if (!query.answers().narrows()) {
      return page(query, select(found, values, query.limit() + 1));
    }
    return jdbi.inTransaction(
        handle -> {
          Optional<UUID> last = last(handle, found, values);
          last.ifPresent(id -> values.put("last", id));
          String among = found + (last.isPresent() ? " and tasks.id >= :last" : "");
          String wanted = among + answers(query.answers(), values);
          Page<Task> page = page(query, select(handle, wanted, values, query.limit() + 1));
          return page.next().isPresent()
              ? page
              : new Page<>(page.items(), last.map(UUID::toString));
        });
  }

  private static Page<Task> page(TaskQuery query, List<Task> found) {
    return Page.of(found, query.limit(), task -> task.id().toString());
  }

  /** Conditions that an index bears, or that hold for most rows. */
  private static String found(TaskQuery query, Map<String, Object> values) {
    StringBuilder sql = new StringBuilder("account_id = :account");
    values.put("account", query.account().value());
    query
        .model()
        .ifPresent(
            model -> {
              sql.append(" and tasks.model_id = :model");
              values.put("model", model.value());
            });
    query
        .kind()
        .ifPresent(
            kind -> {
              sql.append(" and kind = :kind");
              values.put("kind", TaskRow.word(kind));
            });
    query
        .status()
        .ifPresent(
            status -> {
              sql.append(" and status = :status");
              values.put("status", TaskRow.word(status));
            });
    query
        .before()
        .ifPresent(
            before -> {
              sql.append(" and tasks.id < :before");
              values.put("before", before.value());
            });
    if (query.answers().narrows()) {
      sql.append(" and kind = 'classification' and status = 'succeeded'");
    }
    query
        .answers()
        .verdict()
        .ifPresent(
            verdict ->
                sql.append(
                    switch (verdict) {
                      case NONE -> " and verdict is null";
                      case AGREE, DISAGREE -> " and verdict is not null";
                    }));
    return sql.toString();
  }

  /** Conditions on what is inside a row's documents. */
  private static String answers(TaskQuery.Answers answers, Map<String, Object> values) {
    StringBuilder sql = new StringBuilder();
    answers
        .label()
        .ifPresent(
            label -> {
              sql.append(" and result ->> 'class' = :label");
              values.put("label", label);
            });
    answers
        .unknown()
        .ifPresent(
            unknown -> {
              sql.append(" and (result ->> 'unknown')::boolean = :unknown");
              values.put("unknown", unknown);
            });
    answers
        .verdict()
        .filter(verdict -> verdict != TaskQuery.Judged.NONE)
        .ifPresent(
            verdict -> {
              sql.append(" and (verdict ->> 'agree')::boolean = :agree");
              values.put("agree", verdict == TaskQuery.Judged.AGREE);
            });
    return sql.toString();
  }

  /** The last of the tasks that are looked at, if there may be more after it. */
  private static Optional<UUID> last(Handle handle, String found, Map<String, Object> values) {
    return handle
        .createQuery(
            "select id from tasks where " + found + " order by id desc offset :skipped limit 1")
        .bindMap(values)
        .bind("skipped", LOOKED_AT - 1)
        .mapTo(UUID.class)
        .findOne();
  }

  private List<Task> select(String conditions, Map<String, Object> values, int max) {
    return jdbi.withHandle(handle -> select(handle, conditions, values, max));
  }

  private List<Task> select(Handle handle, String conditions, Map<String, Object> values, int max) {
    return handle
        .createQuery(
            TaskRow.SELECT + " where " + conditions + " order by tasks.id desc limit :rows")
        .bindMap(values)
        .bind("rows", max)
        .map(rows::read)
        .list();
  }

  /** The newest classifications of a model that were answered, newest first. */
  List<ModelStatistics.Point> newest(ModelId model, int max) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *, result ->> 'class' as label,
                      (result ->> 'unknown')::boolean as unknown
                    from (
                      select * from tasks where model_id = :model order by id desc limit :tasks
                    ) as newest
                    where kind = 'classification' and status = 'succeeded'
                    order by id desc limit :points
                    """)
                .bind("model", model.value())
                .bind("tasks", TASKS_EACH * max)
                .bind("points", max)
                .map(TaskSearch::point)
                .list());
  }

  private static ModelStatistics.Point point(ResultSet row, StatementContext context)
      throws SQLException {
    return new ModelStatistics.Point(
        new TaskId(row.getObject("id", UUID.class)),
        TaskRow.time(row, "created_at").orElseThrow(),
        Optional.ofNullable(row.getObject("picture_bytes", Integer.class)),
        TaskRow.took(row),
        row.getString("label"),
        row.getBoolean("unknown"));
  }
}
