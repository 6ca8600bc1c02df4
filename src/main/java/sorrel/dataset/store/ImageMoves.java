package sorrel.dataset.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import sorrel.dataset.domain.ClassDelta;
import sorrel.dataset.domain.DatasetChange;
import sorrel.dataset.domain.DatasetImage;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;

/** The transaction that moves an image to another class, with the change for the model to count. */
public final class ImageMoves {
  private final Jdbi jdbi;

  public ImageMoves(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Moves a ready image; false if it is gone, or of that class already. */
  public boolean move(ModelId model, ImageId id, ClassId to, UUID change, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          ModelLock.take(handle, model);
          Optional<DatasetImage> before = find(handle, model, id, to);
          if (before.isEmpty()) {
            return false;
          }
          DatasetImage after =
              handle
                  .createQuery("update images set class_id = :to where id = :id returning *")
                  .bind("to", to.value())
                  .bind("id", id.value())
                  .map(ImageRows::read)
                  .one();
          List<ClassDelta> deltas =
              Stream.concat(
                      DatasetLedger.deltas(List.of(before.get()), -1).stream(),
                      DatasetLedger.deltas(List.of(after), 1).stream())
                  .toList();
          ChangeRows.insert(handle, new DatasetChange(change, model, deltas), now);
          return true;
        });
  }

  private static Optional<DatasetImage> find(
      Handle handle, ModelId model, ImageId id, ClassId other) {
    return handle
        .createQuery(
            """
            select * from images
            where id = :id and model_id = :model and state = 'ready' and class_id <> :other
            """)
        .bind("id", id.value())
        .bind("model", model.value())
        .bind("other", other.value())
        .map(ImageRows::read)
        .findOne();
  }
}
