package sorrel.dataset.store;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import sorrel.dataset.domain.CodeList;
import sorrel.dataset.domain.NewImage;
import sorrel.kernel.ModelId;

/** The codes of images' looks, apart from the images so that many are read in a moment. */
public final class CodeTable {
  private static final int ENTRY_BYTES = 2 * Long.BYTES + Long.BYTES;

  private final Jdbi jdbi;

  public CodeTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Keeps the codes of those that have a look; the caller holds the lock of their model. */
  static void insert(Handle handle, ModelId model, List<NewImage> images) {
    List<NewImage> looking = images.stream().filter(each -> each.look().isPresent()).toList();
    if (looking.isEmpty()) {
      return;
    }
    ByteBuffer entries = ByteBuffer.allocate(looking.size() * ENTRY_BYTES);
    for (NewImage each : looking) {
      UUID id = each.image().id().value();
      entries
          .putLong(id.getMostSignificantBits())
          .putLong(id.getLeastSignificantBits())
          .putLong(each.look().orElseThrow().code());
    }
    handle
        .createUpdate("insert into image_codes (model_id, entries) values (:model, :entries)")
        .bind("model", model.value())
        .bind("entries", entries.array())
        .execute();
  }

  /**
   * Adds to a list what it lacks, at least the newest codes up to a number; blocking.
   *
   * @param after the last row that it has, 0 if it has none
   * @return the last row that it has then
   */
  public long read(ModelId model, long after, int max, CodeList codes) {
    List<Row> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select number, entries
                        from (
                          select number, entries,
                            sum(octet_length(entries)) over (order by number desc)
                              - octet_length(entries) as newer
                          from image_codes where model_id = :model and number > :after) rows
                        where newer < :bytes
                        order by number
                        """)
                    .bind("model", model.value())
                    .bind("after", after)
                    .bind("bytes", (long) max * ENTRY_BYTES)
                    .map((row, _) -> new Row(row.getLong("number"), row.getBytes("entries")))
                    .list());
    long last = after;
    for (Row row : rows) {
      ByteBuffer entries = ByteBuffer.wrap(row.entries());
      while (entries.hasRemaining()) {
        codes.add(new UUID(entries.getLong(), entries.getLong()), entries.getLong());
      }
      last = row.number();
    }
    return last;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Row(long number, byte[] entries) {}
}
