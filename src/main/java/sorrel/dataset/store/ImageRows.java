package sorrel.dataset.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.DatasetImage.Ready;
import sorrel.dataset.domain.DatasetImage.Refused;
import sorrel.dataset.domain.Look;
import sorrel.dataset.domain.NewImage;
import sorrel.dataset.domain.PackSlice;
import sorrel.dataset.domain.StoredImage;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.kernel.TaskId;

/** Images as rows of the table. */
final class ImageRows {
  private static final String INSERT =
      """
      insert into images (id, model_id, class_id, state, split, sha256, pack, pack_offset, length,
          format, width, height, name, reason, sentence, import_id, created_at,
          kin, look)
      select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bytea[],
          ?::bytea[], ?::bigint[], ?::int[], ?::text[], ?::int[], ?::int[], ?::text[], ?::text[],
          ?::text[], ?::uuid[], ?::timestamptz[], ?::bytea[], ?::bytea[])
      """;

  private ImageRows() {}

  /** Inserts images of any state in one statement. */
  static void insert(Handle handle, List<NewImage> images) {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(INSERT)) {
      ColumnArrays<NewImage> arrays = new ColumnArrays<>(statement, images);
      arrays.set(1, "uuid", each -> each.image().id().value());
      arrays.set(2, "uuid", each -> each.image().model().value());
      arrays.set(3, "uuid", each -> each.image().classId().map(ClassId::value).orElse(null));
      arrays.set(4, "text", each -> each.image().state() instanceof Ready ? "ready" : "refused");
      arrays.set(5, "text", ready(image -> word(image.split())));
      arrays.set(6, "bytea", ready(image -> image.sha256().bytes()));
      arrays.set(7, "bytea", ready(image -> image.slice().pack().bytes()));
      arrays.set(8, "bigint", ready(image -> image.slice().offset()));
      arrays.set(9, "int", ready(image -> image.slice().length()));
      arrays.set(10, "text", ready(Ready::format));
      arrays.set(11, "int", ready(Ready::width));
      arrays.set(12, "int", ready(Ready::height));
      arrays.set(13, "text", each -> each.image().name());
      arrays.set(14, "text", refused(Refused::reason));
      arrays.set(15, "text", refused(Refused::sentence));
      arrays.set(16, "uuid", each -> each.image().importId().map(TaskId::value).orElse(null));
      arrays.set(17, "timestamptz", each -> Timestamp.from(each.image().createdAt()));
      arrays.set(18, "bytea", ready(image -> image.kin().bytes()));
      arrays.set(19, "bytea", each -> each.look().map(Look::fingerprint).orElse(null));
      statement.executeUpdate();
    } catch (SQLException failure) {
      throw new IllegalStateException("images cannot be inserted", failure);
    }
  }

  private static Function<NewImage, Object> ready(Function<Ready, Object> column) {
    return each -> each.image().state() instanceof Ready ready ? column.apply(ready) : null;
  }

  private static Function<NewImage, Object> refused(Function<Refused, Object> column) {
    return each -> each.image().state() instanceof Refused refused ? column.apply(refused) : null;
  }

  static DatasetImage read(ResultSet row, StatementContext context) throws SQLException {
    UUID importId = row.getObject("import_id", UUID.class);
    UUID classId = row.getObject("class_id", UUID.class);
    boolean ready = row.getString("state").equals("ready");
    return new DatasetImage(
        new ImageId(row.getObject("id", UUID.class)),
        new ModelId(row.getObject("model_id", UUID.class)),
        row.getString("name"),
        Optional.ofNullable(importId).map(TaskId::new),
        row.getTimestamp("created_at").toInstant(),
        ready
            ? new Ready(
                new ClassId(classId),
                split(row),
                Sha256.ofBytes(row.getBytes("sha256")),
                Sha256.ofBytes(row.getBytes("kin")),
                slice(row),
                row.getString("format"),
                row.getInt("width"),
                row.getInt("height"))
            : new Refused(
                Optional.ofNullable(classId).map(ClassId::new),
                row.getString("reason"),
                row.getString("sentence")));
  }

  static StoredImage readStored(ResultSet row, StatementContext context) throws SQLException {
    return new StoredImage(
        new ImageId(row.getObject("id", UUID.class)),
        new ModelId(row.getObject("model_id", UUID.class)),
        new ClassId(row.getObject("class_id", UUID.class)),
        split(row),
        Sha256.ofBytes(row.getBytes("sha256")),
        Sha256.ofBytes(row.getBytes("kin")),
        slice(row));
  }

  static PackSlice slice(ResultSet row) throws SQLException {
    return new PackSlice(
        Sha256.ofBytes(row.getBytes("pack")), row.getLong("pack_offset"), row.getInt("length"));
  }

  static Split split(ResultSet row) throws SQLException {
    return Split.valueOf(row.getString("split").toUpperCase(Locale.ROOT));
  }

  /** A constant as the table has it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
