package sorrel.dataset.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import sorrel.dataset.domain.BinChoice;
import sorrel.dataset.domain.ClassDelta;
import sorrel.dataset.domain.DatasetChange;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.Restoration;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;

/**
 * The transactions that bring pictures into the bin, back, and out of it for good. A picture is in
 * one of both tables at any time, and its pack is named until it is in neither.
 */
public final class BinLedger {
  private static final String COLUMNS =
      """
      id, model_id, class_id, split, sha256, pack, pack_offset, length, format, width, height,
      name, import_id, created_at, kin, look
      """;

  private final Jdbi jdbi;

  public BinLedger(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Who removes something, and when. */
  public record Remover(AccountId account, Instant at) {}

  /**
   * Moves ready images into the bin, with a change for the model to count.
   *
   * @param classes those of the model; an image of another stays, it is about to be erased
   * @return how many were there
   */
  public int remove(
      ModelId model, List<ImageId> images, List<DatasetClass> classes, Remover by, UUID change) {
    return jdbi.inTransaction(
        handle -> {
          ModelLock.take(handle, model);
          replace(handle, model, images);
          List<ClassDelta> deltas =
              handle
                  .createQuery(
                      """
                      with gone as (
                        delete from images using unnest(:classes, :labels) as known(class, label)
                        where model_id = :model and id = any(:ids) and state = 'ready'
                          and class_id = known.class
                        returning images.*, known.label),
                      kept as (
                        insert into bin_pictures (%1$s, label, removed_at, removed_by)
                        select %1$s, label, cast(:now as timestamptz), :by from gone order by id
                        returning class_id, split)
                      select class_id,
                        count(*) filter (where split = 'training') as training,
                        count(*) filter (where split = 'testing') as testing
                      from kept group by class_id
                      """
                          .formatted(COLUMNS))
                  .bind("model", model.value())
                  .bindArray("ids", UUID.class, ids(images))
                  .bindArray(
                      "classes",
                      UUID.class,
                      classes.stream().map(each -> each.id().value()).toList())
                  .bindArray(
                      "labels", String.class, classes.stream().map(DatasetClass::label).toList())
                  .bind("now", Timestamp.from(by.at()))
                  .bind("by", by.account().value())
                  .map(BinLedger::removed)
                  .list();
          if (!deltas.isEmpty()) {
            ChangeRows.insert(handle, new DatasetChange(change, model, deltas), by.at());
          }
          return -deltas.stream().mapToInt(each -> each.training() + each.testing()).sum();
        });
  }

  private static ClassDelta removed(ResultSet row, StatementContext context) throws SQLException {
    return new ClassDelta(
        new ClassId(row.getObject("class_id", UUID.class)),
        -row.getInt("training"),
        -row.getInt("testing"));
  }

  /** Some ready images of a class. */
  public List<ImageId> imagesOf(ModelId model, ClassId classId, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id from images
                    where model_id = :model and class_id = :class and state = 'ready'
                    order by id limit :limit
                    """)
                .bind("model", model.value())
                .bind("class", classId.value())
                .bind("limit", limit)
                .mapTo(UUID.class)
                .map(ImageId::new)
                .list());
  }

  /** Remembers a class that is about to be removed, and what it is called. */
  public void remember(ModelId model, DatasetClass removed, Remover by) {
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              """
              insert into bin_classes (model_id, class_id, label, removed_at, removed_by)
              values (?, ?, ?, ?, ?)
              on conflict (model_id, class_id) do update
                set label = excluded.label, removed_at = excluded.removed_at,
                  removed_by = excluded.removed_by, restored = false
              """,
              model.value(),
              removed.id().value(),
              removed.label(),
              Timestamp.from(by.at()),
              by.account().value());
          handle.execute(
              "update bin_pictures set label = ? where model_id = ? and class_id = ?",
              removed.label(),
              model.value(),
              removed.id().value());
        });
  }

  /** Forgets a class that is about to be removed for good. */
  public void forget(ModelId model, ClassId removed) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "delete from bin_classes where model_id = ? and class_id = ?",
                model.value(),
                removed.value()));
  }

  /** Whether a class was made again: what was to erase its pictures then spares them. */
  public void restored(ModelId model, DatasetClass removed, boolean restored, Remover by) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                insert into bin_classes (model_id, class_id, label, removed_at, removed_by, restored)
                values (?, ?, ?, ?, ?, ?)
                on conflict (model_id, class_id) do update set restored = excluded.restored
                """,
                model.value(),
                removed.id().value(),
                removed.label(),
                Timestamp.from(by.at()),
                by.account().value(),
                restored));
  }

  private record Row(long number, ImageId id, ClassId classId, Sha256 sha256, boolean training) {}

  /**
   * Puts pictures back, with a change for the model to count. One whose content is there again
   * leaves the bin; one whose class has no home stays in it.
   *
   * @param homes for each class of theirs the one that takes them
   */
  public Restoration.Done restore(
      ModelId model, List<Long> numbers, Map<ClassId, ClassId> homes, UUID change, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          ModelLock.take(handle, model);
          List<Row> rows =
              chosen(handle, model, numbers).stream()
                  .filter(row -> homes.containsKey(row.classId()))
                  .toList();
          Set<Sha256> there =
              new HashSet<>(
                  DatasetLedger.known(handle, model, rows.stream().map(Row::sha256).toList())
                      .keySet());
          List<Row> back = new ArrayList<>();
          List<ImageId> known = new ArrayList<>();
          for (Row row : rows) {
            if (there.add(row.sha256())) {
              back.add(row);
            } else {
              known.add(row.id());
            }
          }
          delete(handle, model, known);
          putBack(handle, back, homes);
          if (!back.isEmpty()) {
            ChangeRows.insert(handle, new DatasetChange(change, model, deltas(back, homes)), now);
          }
          return new Restoration.Done(back.size(), known.size());
        });
  }

  private static List<Row> chosen(Handle handle, ModelId model, List<Long> numbers) {
    return handle
        .createQuery(
            """
            select number, id, class_id, sha256, split from bin_pictures
            where model_id = :model and number = any(:numbers)
            order by number desc for update
            """)
        .bind("model", model.value())
        .bindArray("numbers", Long.class, numbers)
        .map(
            (row, _) ->
                new Row(
                    row.getLong("number"),
                    new ImageId(row.getObject("id", UUID.class)),
                    new ClassId(row.getObject("class_id", UUID.class)),
                    Sha256.ofBytes(row.getBytes("sha256")),
                    row.getString("split").equals("training")))
        .list();
  }

  private static void putBack(Handle handle, List<Row> rows, Map<ClassId, ClassId> homes) {
    handle
        .createUpdate(
            """
            with gone as (
              delete from bin_pictures using unnest(:ids, :homes) as home(image, class)
              where id = home.image
              returning bin_pictures.*, home.class as home)
            insert into images (id, model_id, class_id, state, split, sha256, pack, pack_offset,
              length, format, width, height, name, import_id, created_at, kin, look)
            select id, model_id, home, 'ready', split, sha256, pack, pack_offset, length, format,
              width, height, name, import_id, created_at, kin, look
            from gone
            """)
        .bindArray("ids", UUID.class, rows.stream().map(row -> row.id().value()).toList())
        .bindArray(
            "homes",
            UUID.class,
            rows.stream().map(row -> homes.get(row.classId()).value()).toList())
        .execute();
  }

  private static List<ClassDelta> deltas(List<Row> rows, Map<ClassId, ClassId> homes) {
    return ClassDelta.sums(
        rows.stream()
            .map(
                row ->
                    new ClassDelta(
                        homes.get(row.classId()), row.training() ? 1 : 0, row.training() ? 0 : 1))
            .toList());
  }

  /** Deletes pictures of the bin for good, up to a number of them; returns how many it were. */
  public int delete(ModelId model, BinChoice choice, int limit) {
    return jdbi.withHandle(
        handle ->
            Chosen.of(choice)
                .bind(
                    handle.createQuery(
                        PackLeavings.noting(
                                """
                                delete from bin_pictures where number in (
                                  select number from bin_pictures
                                  where model_id = :model and %s limit :limit)
                                """
                                    .formatted(Chosen.of(choice).condition()))
                            + "select count(*) from gone"))
                .bind("model", model.value())
                .bind("limit", limit)
                .mapTo(Integer.class)
                .one());
  }

  private static void delete(Handle handle, ModelId model, List<ImageId> images) {
    int _ = deletion(handle, model, images, "true");
  }

  /** The picture of a verdict may have been removed, learned again, and be removed again. */
  private static void replace(Handle handle, ModelId model, List<ImageId> images) {
    int _ = deletion(handle, model, images, "id in (select id from images where id = any(:ids))");
  }

  private static int deletion(
      Handle handle, ModelId model, List<ImageId> images, String condition) {
    return handle
        .createQuery(
            PackLeavings.noting(
                    "delete from bin_pictures where model_id = :model and id = any(:ids) and "
                        + condition)
                + "select count(*) from gone")
        .bind("model", model.value())
        .bindArray("ids", UUID.class, ids(images))
        .mapTo(Integer.class)
        .one();
  }

  /** Deletes pictures that were removed before a time, up to a number of them. */
  public int deleteOlder(Instant before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    PackLeavings.noting(
                            """
                            delete from bin_pictures where number in (
                              select number from bin_pictures where removed_at < :before
                              order by removed_at limit :limit for update skip locked)
                            """)
                        + "select count(*) from gone")
                .bind("before", Timestamp.from(before))
                .bind("limit", limit)
                .mapTo(Integer.class)
                .one());
  }

  /** Forgets classes that were removed before a time. */
  public void forgetOlder(Instant before) {
    jdbi.useHandle(
        handle ->
            handle.execute("delete from bin_classes where removed_at < ?", Timestamp.from(before)));
  }

  private static List<UUID> ids(List<ImageId> images) {
    return images.stream().map(ImageId::value).toList();
  }
}
