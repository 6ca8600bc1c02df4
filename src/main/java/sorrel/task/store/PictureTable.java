package sorrel.task.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.task.domain.KeptPicture;

/** The pictures of classifications. One that is still to be learned from is not removed. */
public final class PictureTable {
  private static final String NOT_NEEDED =
      "not exists (select 1 from lessons where lessons.task_id = picture.task_id and open)";

  private final Jdbi jdbi;

  public PictureTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  static void insert(Handle handle, List<KeptPicture> pictures) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into task_pictures (model_id, task_id, format, length, bytes, created_at)
            values (:model, :task, :format, :length, :bytes, :at) on conflict do nothing
            """);
    for (KeptPicture picture : pictures) {
      batch
          .bind("model", picture.model().value())
          .bind("task", picture.task().value())
          .bind("format", picture.format())
          .bind("length", picture.file().length)
          .bind("bytes", picture.file())
          .bind("at", Timestamp.from(picture.createdAt()))
          .add();
    }
    batch.execute();
  }

  public Optional<KeptPicture> find(ModelId model, TaskId task) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select format, bytes, created_at from task_pictures
                    where model_id = :model and task_id = :task
                    """)
                .bind("model", model.value())
                .bind("task", task.value())
                .map(
                    (row, context) ->
                        new KeptPicture(
                            task,
                            model,
                            row.getString("format"),
                            row.getBytes("bytes"),
                            row.getTimestamp("created_at").toInstant()))
                .findOne());
  }

  /** Removes the pictures that came before a time; returns how many. */
  public int removeOlder(Instant before) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "delete from task_pictures as picture where created_at < :before and "
                        + NOT_NEEDED)
                .bind("before", Timestamp.from(before))
                .execute());
  }

  /** Removes the oldest pictures of each model that has more bytes of them; returns how many. */
  public int removeExcess(long bytesMax) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    with held as (
                      select model_id, task_id,
                        sum(length) over (partition by model_id order by task_id desc) as bytes
                      from task_pictures
                      where model_id in (
                        select model_id from task_pictures
                        group by model_id having sum(length) > :max)
                    )
                    delete from task_pictures as picture using held
                    where picture.model_id = held.model_id and picture.task_id = held.task_id
                      and held.bytes > :max and
                    """
                        + NOT_NEEDED)
                .bind("max", bytesMax)
                .execute());
  }
}
