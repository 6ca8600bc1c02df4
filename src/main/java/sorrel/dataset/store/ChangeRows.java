package sorrel.dataset.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import sorrel.dataset.domain.ClassDelta;
import sorrel.dataset.domain.DatasetChange;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;

/** Changes as rows of the table. */
final class ChangeRows {
  private ChangeRows() {}

  static void insert(Handle handle, DatasetChange change, Instant now) {
    handle
        .createUpdate(
            """
            insert into dataset_changes (id, model_id, class_ids, training, testing, created_at)
            values (:id, :model, :classes, :training, :testing, :now)
            """)
        .bind("id", change.id())
        .bind("model", change.model().value())
        .bindArray("classes", UUID.class, classes(change))
        .bindArray("training", Integer.class, training(change))
        .bindArray("testing", Integer.class, testing(change))
        .bind("now", Timestamp.from(now))
        .execute();
  }

  static void replace(Handle handle, DatasetChange change) {
    handle
        .createUpdate(
            """
            update dataset_changes
            set class_ids = :classes, training = :training, testing = :testing
            where id = :id
            """)
        .bind("id", change.id())
        .bindArray("classes", UUID.class, classes(change))
        .bindArray("training", Integer.class, training(change))
        .bindArray("testing", Integer.class, testing(change))
        .execute();
  }

  static DatasetChange read(ResultSet row, StatementContext context) throws SQLException {
    UUID[] classes = (UUID[]) values(row.getArray("class_ids"));
    Integer[] training = (Integer[]) values(row.getArray("training"));
    Integer[] testing = (Integer[]) values(row.getArray("testing"));
    List<ClassDelta> deltas = new ArrayList<>(classes.length);
    for (int i = 0; i < classes.length; i++) {
      deltas.add(new ClassDelta(new ClassId(classes[i]), training[i], testing[i]));
    }
    return new DatasetChange(
        row.getObject("id", UUID.class),
        new ModelId(row.getObject("model_id", UUID.class)),
        deltas);
  }

  private static Object[] values(Array array) throws SQLException {
    return (Object[]) array.getArray();
  }

  private static List<UUID> classes(DatasetChange change) {
    return change.deltas().stream().map(delta -> delta.classId().value()).toList();
  }

  private static List<Integer> training(DatasetChange change) {
    return change.deltas().stream().map(ClassDelta::training).toList();
  }

  private static List<Integer> testing(DatasetChange change) {
    return change.deltas().stream().map(ClassDelta::testing).toList();
  }
}
