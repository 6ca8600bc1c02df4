package sorrel.dataset.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.ImportCounts;
import sorrel.dataset.domain.ImportEnding;
import sorrel.dataset.domain.ImportRow;
import sorrel.dataset.domain.ImportTally;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.TaskId;

/** Imports that have not ended; all calls block. */
public final class ImportTable {
  private final Jdbi jdbi;

  public ImportTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Takes an import on.
   *
   * @param archiveThere whether the zip is in the blobs; asked while no import of the model ends
   * @return false if it is not, because another import had the same zip and has just removed it
   */
  public boolean insert(ImportRow row, BooleanSupplier archiveThere) {
    return jdbi.inTransaction(
        handle -> {
          ModelLock.take(handle, row.model());
          if (!archiveThere.getAsBoolean()) {
            return false;
          }
          handle
              .createUpdate(
                  """
                    insert into imports (id, account_id, model_id, archive, created_at)
                    values (:id, :account, :model, :archive, :createdAt)
                    """)
              .bind("id", row.id().value())
              .bind("account", row.account().value())
              .bind("model", row.model().value())
              .bind("archive", row.archive().bytes())
              .bind("createdAt", Timestamp.from(row.createdAt()))
              .execute();
          return true;
        });
  }

  public Optional<ImportRow> find(TaskId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from imports where id = :id")
                .bind("id", id.value())
                .map(ImportTable::read)
                .findOne());
  }

  /** Every import that has not ended, oldest first. */
  public List<TaskId> open() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select id from imports order by id")
                .mapTo(UUID.class)
                .map(TaskId::new)
                .list());
  }

  /** The imports of a model that have not ended, oldest first. */
  public List<ImportRow> open(ModelId model) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from imports where model_id = :model order by id")
                .bind("model", model.value())
                .map(ImportTable::read)
                .list());
  }

  /** A node takes the import up; the row as it is then, or empty if it has ended. */
  public Optional<ImportRow> begin(TaskId id, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update imports set attempts = attempts + 1,
                      started_at = coalesce(started_at, :now)
                    where id = :id returning *
                    """)
                .bind("id", id.value())
                .bind("now", Timestamp.from(now))
                .map(ImportTable::read)
                .findOne());
  }

  /** The classes that the import brings; empty as long as they are not fixed. */
  public List<ImportCounts> classes(TaskId id) {
    return jdbi.withHandle(handle -> classes(handle, id));
  }

  private static List<ImportCounts> classes(Handle handle, TaskId id) {
    return handle
        .createQuery("select * from import_classes where import_id = :id order by label")
        .bind("id", id.value())
        .map(
            (row, context) ->
                new ImportCounts(
                    new DatasetClass(
                        new ClassId(row.getObject("class_id", UUID.class)), row.getString("label")),
                    row.getInt("training"),
                    row.getInt("testing")))
        .list();
  }

  /** Fixes the classes that the import brings, unless they are; returns what is fixed. */
  public List<ImportCounts> fixClasses(TaskId id, List<DatasetClass> wanted) {
    return jdbi.inTransaction(
        handle -> {
          List<ImportCounts> fixed = classes(handle, id);
          if (!fixed.isEmpty()) {
            return fixed;
          }
          for (DatasetClass each : wanted) {
            handle.execute(
                "insert into import_classes (import_id, class_id, label) values (?, ?, ?)",
                id.value(),
                each.id().value(),
                each.label());
          }
          return classes(handle, id);
        });
  }

  /** Writes down how the import ends, unless that is known; returns what holds. */
  public Optional<ImportRow> end(TaskId id, ImportEnding ending) {
    Columns columns = Columns.of(ending);
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate(
                  """
                  update imports set outcome = :outcome, result = cast(:result as jsonb),
                    problem = cast(:problem as jsonb)
                  where id = :id and outcome is null
                  """)
              .bind("id", id.value())
              .bind("outcome", columns.outcome())
              .bind("result", columns.result())
              .bind("problem", columns.problem())
              .execute();
          return handle
              .createQuery("select * from imports where id = :id")
              .bind("id", id.value())
              .map(ImportTable::read)
              .findOne();
        });
  }

  /**
   * Forgets an import that has ended.
   *
   * @param removeArchive removes its zip; called unless another import of the model has the same
   */
  public void delete(ImportRow row, Runnable removeArchive) {
    jdbi.useTransaction(
        handle -> {
          ModelLock.take(handle, row.model());
          handle.execute("delete from imports where id = ?", row.id().value());
          boolean needed =
              handle
                  .createQuery(
                      """
                      select exists (select 1 from imports
                        where model_id = :model and archive = :archive)
                      """)
                  .bind("model", row.model().value())
                  .bind("archive", row.archive().bytes())
                  .mapTo(Boolean.class)
                  .one();
          if (!needed) {
            removeArchive.run();
          }
        });
  }

  private record Columns(String outcome, String result, String problem) {
    static Columns of(ImportEnding ending) {
      return switch (ending) {
        case ImportEnding.Succeeded succeeded -> new Columns("succeeded", succeeded.result(), null);
        case ImportEnding.Failed failed -> new Columns("failed", null, failed.problem());
        case ImportEnding.Cancelled _ -> new Columns("cancelled", null, null);
      };
    }
  }

  private static ImportRow read(ResultSet row, StatementContext context) throws SQLException {
    return new ImportRow(
        new TaskId(row.getObject("id", UUID.class)),
        new AccountId(row.getObject("account_id", UUID.class)),
        new ModelId(row.getObject("model_id", UUID.class)),
        Sha256.ofBytes(row.getBytes("archive")),
        row.getInt("next_entry"),
        new ImportTally(row.getLong("skipped"), row.getLong("duplicates"), row.getLong("refused")),
        Optional.ofNullable(row.getString("statistics")),
        row.getInt("attempts"),
        ending(row),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("started_at")).map(Timestamp::toInstant));
  }

  private static Optional<ImportEnding> ending(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    if (outcome == null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (outcome) {
          case "succeeded" -> new ImportEnding.Succeeded(row.getString("result"));
          case "failed" -> new ImportEnding.Failed(row.getString("problem"));
          default -> new ImportEnding.Cancelled();
        });
  }
}
