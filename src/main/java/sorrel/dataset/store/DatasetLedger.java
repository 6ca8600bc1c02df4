package sorrel.dataset.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import sorrel.dataset.domain.ClassDelta;
import sorrel.dataset.domain.DatasetChange;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.DatasetImage.Ready;
import sorrel.dataset.domain.ImportBatch;
import sorrel.dataset.domain.ImportTally;
import sorrel.dataset.domain.NewImage;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.kernel.TaskId;

/**
 * The transactions that change which images there are. Each one leaves a change for the model to
 * count, in the same transaction; those of one model follow each other.
 */
public final class DatasetLedger {
  /** All that has rows of a model's pictures; the sizes last, since others' rows change them. */
  private static final List<String> PICTURES =
      List.of(
          "dataset_changes",
          "images",
          "image_codes",
          "bin_pictures",
          "bin_classes",
          "pack_leavings",
          "dataset_sizes");

  private final Jdbi jdbi;

  public DatasetLedger(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What came of adding a batch. */
  public enum Added {
    DONE,
    /** The import ended, or another node went on with it; nothing was added. */
    NOT_OURS
  }

  /** What came of adding one image. */
  public sealed interface AddedOne {
    record New() implements AddedOne {}

    /** The model has the same bytes already. */
    record Known(DatasetImage image) implements AddedOne {}
  }

  /** The classes of those pictures that the model has already. */
  public Map<Sha256, ClassId> known(ModelId model, Collection<Sha256> pictures) {
    return jdbi.withHandle(handle -> known(handle, model, pictures));
  }

  /**
   * Adds a batch and moves its import on, or does nothing if the import is not where the batch
   * begins. Images that came in by another way meanwhile count as duplicates, and those of classes
   * that were removed meanwhile as skipped.
   */
  public Added add(ImportBatch batch, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          ModelLock.take(handle, batch.model());
          Fresh fresh = fresh(handle, batch);
          if (!moveOn(handle, batch, batch.tally().plus(fresh.dropped()))) {
            return Added.NOT_OURS;
          }
          ImageRows.insert(handle, fresh.images());
          CodeTable.insert(handle, batch.model(), fresh.images());
          List<ClassDelta> deltas =
              deltas(fresh.images().stream().map(NewImage::image).toList(), 1);
          if (!deltas.isEmpty()) {
            ChangeRows.insert(
                handle, new DatasetChange(batch.change(), batch.model(), deltas), now);
            countByImport(handle, batch.importId(), deltas);
          }
          return Added.DONE;
        });
  }

  private record Fresh(List<NewImage> images, ImportTally dropped) {}

  /** Images that are not there yet, of classes that the import still has. */
  private static Fresh fresh(Handle handle, ImportBatch batch) {
    List<Sha256> pictures =
        batch.images().stream()
            .map(each -> each.image().state())
            .filter(Ready.class::isInstance)
            .map(state -> ((Ready) state).sha256())
            .toList();
    Set<Sha256> taken = new HashSet<>(known(handle, batch.model(), pictures).keySet());
    Set<ClassId> classes =
        new HashSet<>(
            handle
                .createQuery("select class_id from import_classes where import_id = :id")
                .bind("id", batch.importId().value())
                .mapTo(UUID.class)
                .map(ClassId::new)
                .list());
    List<NewImage> fresh = new ArrayList<>(batch.images().size());
    ImportTally dropped = ImportTally.NONE;
    for (NewImage added : batch.images()) {
      DatasetImage image = added.image();
      if (!image.classId().map(classes::contains).orElse(true)) {
        dropped = dropped.plus(new ImportTally(1, 0, 0));
      } else if (image.state() instanceof Ready ready && !taken.add(ready.sha256())) {
        dropped = dropped.plus(new ImportTally(0, 1, 0));
      } else {
        fresh.add(added);
      }
    }
    return new Fresh(fresh, dropped);
  }

  private static boolean moveOn(Handle handle, ImportBatch batch, ImportTally tally) {
    return handle
            .createUpdate(
                """
                update imports set next_entry = :to, attempts = 0,
                  skipped = skipped + :skipped, duplicates = duplicates + :duplicates,
                  refused = refused + :refused, statistics = cast(:statistics as jsonb)
                where id = :id and next_entry = :from and outcome is null
                """)
            .bind("id", batch.importId().value())
            .bind("from", batch.from())
            .bind("to", batch.to())
            .bind("skipped", tally.skipped())
            .bind("duplicates", tally.duplicates())
            .bind("refused", tally.refused())
            .bind("statistics", batch.statistics())
            .execute()
        == 1;
  }

  private static void countByImport(Handle handle, TaskId importId, List<ClassDelta> deltas) {
    for (ClassDelta delta : deltas) {
      handle
          .createUpdate(
              """
              update import_classes
              set training = training + :training, testing = testing + :testing
              where import_id = :import and class_id = :class
              """)
          .bind("import", importId.value())
          .bind("class", delta.classId().value())
          .bind("training", delta.training())
          .bind("testing", delta.testing())
          .execute();
    }
  }

  /** Adds a ready image, unless the model has the same bytes. */
  public AddedOne add(NewImage added, UUID change, Instant now) {
    DatasetImage image = added.image();
    return jdbi.inTransaction(
        handle -> {
          ModelLock.take(handle, image.model());
          Optional<DatasetImage> same =
              handle
                  .createQuery(
                      """
                      select * from images
                      where model_id = :model and state = 'ready' and sha256 = :sha256
                      """)
                  .bind("model", image.model().value())
                  .bind("sha256", ((Ready) image.state()).sha256().bytes())
                  .map(ImageRows::read)
                  .findOne();
          if (same.isPresent()) {
            return new AddedOne.Known(same.get());
          }
          ImageRows.insert(handle, List.of(added));
          CodeTable.insert(handle, image.model(), List.of(added));
          ChangeRows.insert(
              handle, new DatasetChange(change, image.model(), deltas(List.of(image), 1)), now);
          return new AddedOne.New();
        });
  }

  /** Removes an image for good; false if it is gone already. */
  public boolean remove(ModelId model, ImageId id, UUID change, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          ModelLock.take(handle, model);
          Optional<DatasetImage> removed =
              handle
                  .createQuery(
                      PackLeavings.noting("delete from images where id = :id and model_id = :model")
                          + "select * from gone")
                  .bind("id", id.value())
                  .bind("model", model.value())
                  .map(ImageRows::read)
                  .findOne();
          List<ClassDelta> deltas = deltas(removed.stream().toList(), -1);
          if (!deltas.isEmpty()) {
            ChangeRows.insert(handle, new DatasetChange(change, model, deltas), now);
          }
          return removed.isPresent();
        });
  }

  /**
   * Removes a class's images for good, ready and refused; the model has forgotten the class
   * already. Those of a class that was made again since are spared.
   */
  public void removeClass(ModelId model, ClassId classId) {
    jdbi.useTransaction(
        handle -> {
          ModelLock.take(handle, model);
          removeClass(handle, model, classId);
        });
  }

  static void removeClass(Handle handle, ModelId model, ClassId classId) {
    int _ =
        handle
            .createQuery(
                PackLeavings.noting(
                        """
                        delete from images where model_id = :model and class_id = :class
                          and not exists (
                            select 1 from bin_classes
                            where bin_classes.model_id = :model and bin_classes.class_id = :class
                              and restored)
                        """)
                    + "select count(*) from gone")
            .bind("model", model.value())
            .bind("class", classId.value())
            .mapTo(Integer.class)
            .one();
    handle.execute(
        """
        delete from import_classes
        where class_id = ? and import_id in (select id from imports where model_id = ?)
        """,
        classId.value(),
        model.value());
  }

  /** Removes the images of a model that was deleted; its imports end by themselves. */
  public void removeImages(ModelId model) {
    remove(model, PICTURES);
  }

  /** Removes every row of a model, open imports too. */
  public void removeModel(ModelId model) {
    remove(model, List.of("imports"));
    remove(model, PICTURES);
  }

  private void remove(ModelId model, List<String> tables) {
    jdbi.useTransaction(
        handle -> {
          ModelLock.take(handle, model);
          for (String table : tables) {
            handle.execute("delete from " + table + " where model_id = ?", model.value());
          }
        });
  }

  static Map<Sha256, ClassId> known(Handle handle, ModelId model, Collection<Sha256> pictures) {
    Map<Sha256, ClassId> known = new HashMap<>();
    if (pictures.isEmpty()) {
      return known;
    }
    try {
      Connection connection = handle.getConnection();
      try (PreparedStatement statement =
          connection.prepareStatement(
              """
              select sha256, class_id from images
              where model_id = ? and state = 'ready' and sha256 = any(?)
              """)) {
        statement.setObject(1, model.value());
        byte[][] hashes = pictures.stream().map(Sha256::bytes).toArray(byte[][]::new);
        statement.setArray(2, connection.createArrayOf("bytea", hashes));
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            known.put(Sha256.ofBytes(rows.getBytes(1)), new ClassId(rows.getObject(2, UUID.class)));
          }
        }
      }
      return known;
    } catch (SQLException failure) {
      throw new IllegalStateException("the images of a model cannot be looked up", failure);
    }
  }

  static List<ClassDelta> deltas(List<DatasetImage> images, int sign) {
    List<ClassDelta> deltas = new ArrayList<>(images.size());
    for (DatasetImage image : images) {
      if (image.state() instanceof Ready ready) {
        boolean training = ready.split() == Split.TRAINING;
        deltas.add(new ClassDelta(ready.classId(), training ? sign : 0, training ? 0 : sign));
      }
    }
    return ClassDelta.sums(deltas);
  }
}
