package sorrel.dataset.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import sorrel.dataset.domain.KinImage;
import sorrel.dataset.domain.Side;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;

/**
 * Reads the images that new ones can be kin of: the first of each kin, or those that are left of a
 * kin whose first has gone. All calls block.
 */
public final class KinTable {
  private static final int READ_AT_ONCE = 5_000;

  private static final String FIRST_OF_KIN =
      """
      (kin = sha256 or not exists (
        select 1 from images first
        where first.model_id = images.model_id and first.state = 'ready'
          and first.sha256 = images.kin))
      """;

  private final Jdbi jdbi;

  public KinTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Hands over the newest of them, up to a number, in the order in which they were added. */
  public void forEach(ModelId model, int max, Consumer<KinImage> consumer) {
    List<KinImage> newestFirst = new ArrayList<>();
    // Only within a transaction does the driver read some rows at a time.
    jdbi.useTransaction(
        handle -> {
          try (Stream<KinImage> rows =
              handle
                  .createQuery(
                      """
                      select kin, split, look from images
                      where model_id = :model and state = 'ready' and look is not null and <first>
                      order by id desc limit :max
                      """)
                  .define("first", FIRST_OF_KIN)
                  .bind("model", model.value())
                  .bind("max", max)
                  .setFetchSize(READ_AT_ONCE)
                  .map(KinTable::read)
                  .stream()) {
            rows.forEach(newestFirst::add);
          }
        });
    newestFirst.reversed().forEach(consumer);
  }

  /** Those of some images that are there still, oldest first. */
  public List<KinImage> find(List<ImageId> images) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select kin, split, look from images
                    where id = any(:ids) and state = 'ready' and look is not null and <first>
                    order by id
                    """)
                .define("first", FIRST_OF_KIN)
                .bindArray("ids", UUID.class, images.stream().map(ImageId::value).toList())
                .map(KinTable::read)
                .list());
  }

  private static KinImage read(ResultSet row, StatementContext context) throws SQLException {
    return new KinImage(
        new Side(Sha256.ofBytes(row.getBytes("kin")), ImageRows.split(row)), row.getBytes("look"));
  }
}
