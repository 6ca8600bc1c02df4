package sorrel.dataset.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import sorrel.dataset.domain.ClassDelta;
import sorrel.dataset.domain.DatasetChange;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;

/** Changes that the models have not counted yet. */
public final class ChangeTable {
  private static final int READ_AT_ONCE = 100;

  private final Jdbi jdbi;

  public ChangeTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The oldest changes of a model in the order in which they happened, some at a time. */
  public List<DatasetChange> pending(ModelId model) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from dataset_changes where model_id = :model
                    order by number limit :rows
                    """)
                .bind("model", model.value())
                .bind("rows", READ_AT_ONCE)
                .map(ChangeRows::read)
                .list());
  }

  /** Models with changes that are older than a time. */
  public List<ModelId> waiting(Instant before) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select distinct model_id from dataset_changes where created_at <= :before")
                .bind("before", Timestamp.from(before))
                .mapTo(UUID.class)
                .map(ModelId::new)
                .list());
  }

  /** The model has counted the change. */
  public void confirm(UUID change) {
    jdbi.useHandle(handle -> handle.execute("delete from dataset_changes where id = ?", change));
  }

  /**
   * Some classes of a change were removed, and the model did not count it: their images go, and the
   * change is left with the other classes.
   */
  public void withdraw(DatasetChange change, Set<ClassId> gone) {
    List<ClassDelta> left =
        change.deltas().stream().filter(delta -> !gone.contains(delta.classId())).toList();
    jdbi.useTransaction(
        handle -> {
          ModelLock.take(handle, change.model());
          gone.forEach(classId -> DatasetLedger.removeClass(handle, change.model(), classId));
          if (left.isEmpty()) {
            handle.execute("delete from dataset_changes where id = ?", change.id());
          } else {
            ChangeRows.replace(handle, new DatasetChange(change.id(), change.model(), left));
          }
        });
  }
}
