package sorrel.task.store;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.task.domain.KeptPicture;

/** The pictures of classifications. One that is still to be learned from is not removed. */
public final class PictureTable {
  private static final String NOT_NEEDED =
      "not exists (select 1 from lessons where lessons.task_id = picture.task_id and open)";

  private static final long PORTION_BYTES_MAX = 16L * 1024 * 1024;

  /** Any number of pictures, an array a column. */
  static final String INSERT =
      """
      insert into task_pictures (model_id, task_id, format, length, bytes, created_at)
      select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::int[], ?::bytea[], ?::timestamptz[])
      on conflict do nothing
      """;

  private final Jdbi jdbi;

  public PictureTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Parts of a list that are small enough for one statement each, of which all parameters lie in
   * memory at once; a single picture may be larger. At least one part, if an empty one.
   */
  static List<List<KeptPicture>> portions(List<KeptPicture> pictures) {
    List<List<KeptPicture>> portions = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < pictures.size(); i++) {
      int length = pictures.get(i).file().length;
      if (i > from && bytes + length > PORTION_BYTES_MAX) {
        portions.add(pictures.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += length;
    }
    portions.add(pictures.subList(from, pictures.size()));
    return portions;
  }

  /** The parameters of {@link #INSERT}. */
  static void bind(RowArrays arrays, List<KeptPicture> pictures) throws SQLException {
    arrays.add("uuid", pictures, UUID[]::new, picture -> picture.model().value());
    arrays.add("uuid", pictures, UUID[]::new, picture -> picture.task().value());
    arrays.add("text", pictures, String[]::new, KeptPicture::format);
    arrays.add("int4", pictures, Integer[]::new, picture -> picture.file().length);
    arrays.add("bytea", pictures, byte[][]::new, KeptPicture::file);
    arrays.add(
        "timestamptz", pictures, Timestamp[]::new, picture -> Timestamp.from(picture.createdAt()));
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
