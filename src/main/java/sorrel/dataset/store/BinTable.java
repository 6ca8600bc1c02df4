package sorrel.dataset.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import sorrel.dataset.domain.BinChoice;
import sorrel.dataset.domain.BinQuery;
import sorrel.dataset.domain.BinnedImage;
import sorrel.dataset.domain.DatasetClass;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.kernel.Sha256;

/** Reads what is in the bins; all calls block. */
public final class BinTable {
  private final Jdbi jdbi;

  public BinTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Optional<BinnedImage> find(ModelId model, ImageId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from bin_pictures where model_id = :model and id = :id")
                .bind("model", model.value())
                .bind("id", id.value())
                .map(BinTable::read)
                .findOne());
  }

  /** Those removed last first. */
  public Page<BinnedImage> list(BinQuery query) {
    List<BinnedImage> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select * from bin_pictures where model_id = :model and number < :before
                        order by number desc limit :rows
                        """)
                    .bind("model", query.model().value())
                    .bind("before", query.before().orElse(Long.MAX_VALUE))
                    .bind("rows", query.limit() + 1)
                    .map(BinTable::read)
                    .list());
    return Page.of(rows, query.limit(), image -> Long.toString(image.number()));
  }

  /** The numbers of the pictures that are meant, upwards from after one, some at a time. */
  public List<Long> numbers(ModelId model, BinChoice choice, long after, int limit) {
    return jdbi.withHandle(
        handle ->
            Chosen.of(choice)
                .bind(
                    handle.createQuery(
                        """
                        select number from bin_pictures
                        where model_id = :model and number > :after and %s
                        order by number limit :limit
                        """
                            .formatted(Chosen.of(choice).condition())))
                .bind("model", model.value())
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
  }

  /** The classes of the pictures that are meant, as they were called last; some may be gone. */
  public List<DatasetClass> classes(ModelId model, BinChoice choice) {
    return jdbi.withHandle(
        handle ->
            Chosen.of(choice)
                .bind(
                    handle.createQuery(
                        """
                        select class_id, max(label) as label from (
                          select class_id, label from bin_pictures
                          where model_id = :model and %s
                          %s) chosen
                        group by class_id
                        """
                            .formatted(
                                Chosen.of(choice).condition(),
                                choice instanceof BinChoice.OfClass
                                    ? """
                                      union select class_id, label from bin_classes
                                      where model_id = :model and class_id = :class
                                      """
                                    : "")))
                .bind("model", model.value())
                .map(
                    (row, _) ->
                        new DatasetClass(
                            new ClassId(row.getObject("class_id", UUID.class)),
                            row.getString("label")))
                .list());
  }

  private static BinnedImage read(ResultSet row, StatementContext context) throws SQLException {
    return new BinnedImage(
        row.getLong("number"),
        new ImageId(row.getObject("id", UUID.class)),
        new ModelId(row.getObject("model_id", UUID.class)),
        new ClassId(row.getObject("class_id", UUID.class)),
        row.getString("label"),
        ImageRows.split(row),
        Sha256.ofBytes(row.getBytes("sha256")),
        ImageRows.slice(row),
        row.getString("format"),
        row.getInt("width"),
        row.getInt("height"),
        row.getString("name"),
        row.getTimestamp("removed_at").toInstant(),
        new AccountId(row.getObject("removed_by", UUID.class)));
  }
}
