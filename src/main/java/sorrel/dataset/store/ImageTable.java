package sorrel.dataset.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.ImageQuery;
import sorrel.dataset.domain.StoredImage;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.kernel.Sha256;
import sorrel.kernel.TaskId;

/** Reads images; all calls block. */
public final class ImageTable {
  /** Rows a query: a page is a few milliseconds, and no transaction stays open for long. */
  private static final int READ_AT_ONCE = 5_000;

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Jdbi jdbi;

  public ImageTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Optional<DatasetImage> find(ImageId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from images where id = :id")
                .bind("id", id.value())
                .map(ImageRows::read)
                .findOne());
  }

  /** Images newest first. */
  public Page<DatasetImage> list(ImageQuery query) {
    StringBuilder sql = new StringBuilder("select * from images where model_id = :model");
    query.classId().ifPresent(classId -> sql.append(" and class_id = :class"));
    query.split().ifPresent(split -> sql.append(" and split = :split"));
    // Written out, so that the planner sees the index of refused images.
    query.state().ifPresent(state -> sql.append(" and state = '" + ImageRows.word(state) + "'"));
    query.before().ifPresent(before -> sql.append(" and id < :before"));
    sql.append(" order by id desc limit :rows");
    List<DatasetImage> rows =
        jdbi.withHandle(
            handle -> {
              Query statement =
                  handle
                      .createQuery(sql.toString())
                      .bind("model", query.model().value())
                      .bind("rows", query.limit() + 1);
              query.classId().ifPresent(classId -> statement.bind("class", classId.value()));
              query.split().ifPresent(split -> statement.bind("split", ImageRows.word(split)));
              query.before().ifPresent(before -> statement.bind("before", before.value()));
              return statement.map(ImageRows::read).list();
            });
    return Page.of(rows, query.limit(), image -> image.id().toString());
  }

  /** Ready images that were added at a time or before, in the order of their ids. */
  public void forEach(ModelId model, Instant until, Consumer<StoredImage> consumer) {
    UUID after = BEFORE_ALL;
    while (true) {
      List<StoredImage> rows = following(model, until, after, READ_AT_ONCE);
      rows.forEach(consumer);
      if (rows.size() < READ_AT_ONCE) {
        return;
      }
      after = rows.getLast().id().value();
    }
  }

  /** So many of those that {@link #forEach} brings, from after one of them or from the first. */
  public List<StoredImage> following(
      ModelId model, Instant until, Optional<ImageId> after, int rowsMax) {
    return following(model, until, after.map(ImageId::value).orElse(BEFORE_ALL), rowsMax);
  }

  /** Those of some images that {@link #forEach} brings, in no order. */
  public List<StoredImage> some(ModelId model, Instant until, List<ImageId> ids) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, model_id, class_id, split, sha256, kin, pack, pack_offset, length
                    from images
                    where id = any(:ids) and model_id = :model and state = 'ready'
                      and created_at <= :until
                    """)
                .bind("ids", ids.stream().map(ImageId::value).toArray(UUID[]::new))
                .bind("model", model.value())
                .bind("until", Timestamp.from(until))
                .map(ImageRows::readStored)
                .list());
  }

  private List<StoredImage> following(ModelId model, Instant until, UUID after, int rowsMax) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, model_id, class_id, split, sha256, kin, pack, pack_offset, length
                    from images
                    where model_id = :model and id > :after and state = 'ready'
                      and created_at <= :until
                    order by id limit :rows
                    """)
                .bind("model", model.value())
                .bind("after", after)
                .bind("until", Timestamp.from(until))
                .bind("rows", rowsMax)
                .map(ImageRows::readStored)
                .list());
  }

  /** How many {@link #forEach} brings of each class. */
  public Map<ClassId, Integer> counts(ModelId model, Instant until) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select class_id, count(*) as images from images
                    where model_id = :model and state = 'ready' and created_at <= :until
                    group by class_id
                    """)
                .bind("model", model.value())
                .bind("until", Timestamp.from(until))
                .reduceRows(
                    new HashMap<>(),
                    (counts, row) -> {
                      counts.put(
                          new ClassId(row.getColumn("class_id", UUID.class)),
                          row.getColumn("images", Integer.class));
                      return counts;
                    }));
  }

  /**
   * Up to so many ready images spread evenly over the model's contents; the same ones each time.
   */
  public List<StoredImage> sample(ModelId model, int limit) {
    // The index by content has them in the order of their hashes, which is no order at all.
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, model_id, class_id, split, sha256, kin, pack, pack_offset, length
                    from images where model_id = :model and state = 'ready'
                    order by sha256 limit :rows
                    """)
                .bind("model", model.value())
                .bind("rows", limit)
                .map(ImageRows::readStored)
                .list());
  }

  /** The ready images that have these contents, by content. */
  public Map<Sha256, ImageId> byContent(ModelId model, List<Sha256> contents) {
    if (contents.isEmpty()) {
      return Map.of();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, model_id, class_id, split, sha256, kin, pack, pack_offset, length
                    from images
                    where model_id = :model and state = 'ready' and sha256 in (<contents>)
                    """)
                .bind("model", model.value())
                .bindList("contents", contents.stream().map(Sha256::bytes).toList())
                .map(ImageRows::readStored)
                .stream()
                .collect(
                    Collectors.toMap(StoredImage::sha256, StoredImage::id, (one, other) -> one)));
  }

  /** The first refused images of an import, in the order of the archive. */
  public List<DatasetImage> refused(ModelId model, TaskId importId, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from images
                    where model_id = :model and state = 'refused' and import_id = :import
                    order by id limit :rows
                    """)
                .bind("model", model.value())
                .bind("import", importId.value())
                .bind("rows", limit)
                .map(ImageRows::read)
                .list());
  }
}
