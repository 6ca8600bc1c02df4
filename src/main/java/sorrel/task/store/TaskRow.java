package sorrel.task.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import sorrel.kernel.AccountId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.task.domain.Lesson;
import sorrel.task.domain.Task;
import sorrel.task.domain.Verdict;

/** A row as a task, with what was learned from its verdict. */
record TaskRow(TaskColumns columns) {
  static final String SELECT =
      """
      select tasks.*, lessons.image as lesson_image, lessons.label as lesson_label,
        lessons.learned_at as lesson_at
      from tasks left join lessons on lessons.task_id = tasks.id
      """;

  Task read(ResultSet row, StatementContext context) throws SQLException {
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
        time(row, "finished_at"),
        Optional.ofNullable(row.getObject("picture_bytes", Integer.class)),
        took(row));
  }

  static Optional<Duration> took(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getObject("took_micros", Integer.class))
        .map(micros -> Duration.of(micros, ChronoUnit.MICROS));
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

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
