package sorrel.task.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.task.domain.LessonOrder;
import sorrel.task.domain.RightClass;
import sorrel.task.domain.Verdict;

/** Verdicts with what is to be learned from them, in one transaction, until it has been done. */
public final class LessonTable {
  private static final int READ_AT_ONCE = 100;

  private final Jdbi jdbi;
  private final TaskColumns columns;

  public LessonTable(Jdbi jdbi, TaskColumns columns) {
    this.jdbi = jdbi;
    this.columns = columns;
  }

  /**
   * Stores the user's word on a task with what the dataset is to make of it.
   *
   * @param verdict empty to withdraw the one that was given
   * @param wanted the class to learn the picture as; empty to forget what was learned
   */
  public void judge(
      ModelId model, TaskId task, Optional<Verdict> verdict, Optional<RightClass> wanted) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate("update tasks set verdict = cast(:verdict as jsonb) where id = :task")
              .bind("verdict", verdict.map(columns::write).orElse(null))
              .bind("task", task.value())
              .execute();
          order(handle, model, task, wanted);
        });
  }

  /** Orders that a picture is learned as a class, or forgotten. */
  public void order(ModelId model, TaskId task, Optional<RightClass> wanted) {
    jdbi.useTransaction(handle -> order(handle, model, task, wanted));
  }

  private static void order(
      Handle handle, ModelId model, TaskId task, Optional<RightClass> wanted) {
    wanted.ifPresentOrElse(
        right -> learn(handle, model, task, right),
        () ->
            handle.execute(
                """
                update lessons set wanted_class = null, wanted_label = null,
                  version = version + 1, open = true
                where task_id = ? and wanted_class is not null
                """,
                task.value()));
  }

  private static void learn(Handle handle, ModelId model, TaskId task, RightClass right) {
    handle
        .createUpdate(
            """
            insert into lessons (task_id, model_id, version, open, own_image, wanted_class,
              wanted_label)
            values (:task, :model, 1, true, :own, :class, :label)
            on conflict (task_id) do update set wanted_class = excluded.wanted_class,
              wanted_label = excluded.wanted_label, version = lessons.version + 1, open = true
            where lessons.wanted_class is distinct from excluded.wanted_class
            """)
        .bind("task", task.value())
        .bind("model", model.value())
        .bind("own", ImageId.next().value())
        .bind("class", right.id().value())
        .bind("label", right.label())
        .execute();
  }

  /** What is to become of a task's picture, done or not. */
  public Optional<LessonOrder> find(TaskId task) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select lessons.*, tasks.account_id from lessons
                    join tasks on tasks.id = lessons.task_id where lessons.task_id = :task
                    """)
                .bind("task", task.value())
                .map(LessonTable::read)
                .findOne());
  }

  /** Orders that are not done, some at a time, in the order of their tasks' ids. */
  public List<LessonOrder> open(UUID after) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select lessons.*, tasks.account_id from lessons
                    join tasks on tasks.id = lessons.task_id
                    where open and lessons.task_id > :after order by lessons.task_id limit :rows
                    """)
                .bind("after", after)
                .bind("rows", READ_AT_ONCE)
                .map(LessonTable::read)
                .list());
  }

  /** The order is done; nothing happens if there is a newer one. */
  public void learned(LessonOrder order, ImageId image, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update lessons set open = false, image = :image, label = wanted_label,
                      learned_at = :now
                    where task_id = :task and version = :version
                    """)
                .bind("image", image.value())
                .bind("now", Timestamp.from(now))
                .bind("task", order.task().value())
                .bind("version", order.version())
                .execute());
  }

  /** Nothing of the order is left; nothing happens if there is a newer one. */
  public void forget(LessonOrder order) {
    jdbi.useHandle(handle -> forget(handle, order));
  }

  private static boolean forget(Handle handle, LessonOrder order) {
    return handle.execute(
            "delete from lessons where task_id = ? and version = ?",
            order.task().value(),
            order.version())
        > 0;
  }

  /**
   * Forgets an order whose image another task was judged to be as well, and makes the image that
   * task's; false if there is none.
   */
  public boolean handOver(LessonOrder order) {
    return jdbi.inTransaction(
        handle -> {
          int heirs =
              handle
                  .createUpdate(
                      """
                      update lessons set own_image = :image where task_id = (
                        select task_id from lessons
                        where model_id = :model and image = :image and task_id <> :task
                        order by task_id limit 1)
                      """)
                  .bind("image", order.ownImage().value())
                  .bind("model", order.model().value())
                  .bind("task", order.task().value())
                  .execute();
          return heirs > 0 && forget(handle, order);
        });
  }

  /** Whether another task was judged to be the image that this one brought. */
  public boolean isShared(LessonOrder order) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (select 1 from lessons
                      where model_id = :model and image = :image and task_id <> :task)
                    """)
                .bind("image", order.ownImage().value())
                .bind("model", order.model().value())
                .bind("task", order.task().value())
                .mapTo(Boolean.class)
                .one());
  }

  private static LessonOrder read(ResultSet row, StatementContext context) throws SQLException {
    String label = row.getString("wanted_label");
    UUID classId = row.getObject("wanted_class", UUID.class);
    return new LessonOrder(
        new TaskId(row.getObject("task_id", UUID.class)),
        new AccountId(row.getObject("account_id", UUID.class)),
        new ModelId(row.getObject("model_id", UUID.class)),
        row.getInt("version"),
        row.getBoolean("open"),
        new ImageId(row.getObject("own_image", UUID.class)),
        Optional.ofNullable(classId).map(id -> new RightClass(new ClassId(id), label)),
        Optional.ofNullable(row.getObject("image", UUID.class)).map(ImageId::new));
  }
}
