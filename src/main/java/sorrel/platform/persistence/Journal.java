package sorrel.platform.persistence;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Upkeep of the entities' journal that Akka Persistence does not do. */
public final class Journal {
  private final Jdbi jdbi;

  public Journal(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Removes the history of a deleted entity for good: all events but the newest, which says that it
   * is deleted and keeps its sequence number from being used again, and all snapshots. The entity
   * must not be in memory. May be repeated.
   *
   * @param persistenceId of the entity, such as {@code Model|<id>}
   * @return events removed
   */
  public int forget(String persistenceId) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate("delete from snapshot where persistence_id = :id")
              .bind("id", persistenceId)
              .execute();
          return handle
              .createUpdate(
                  """
                  delete from event_journal
                  where persistence_id = :id and sequence_number < (
                    select max(sequence_number) from event_journal where persistence_id = :id)
                  """)
              .bind("id", persistenceId)
              .execute();
        });
  }

  /**
   * The newest sequence number of each entity.
   *
   * @param prefix with which the entities' persistence ids begin, such as {@code Model|}
   * @return by persistence id
   */
  public Map<String, Long> highestSequenceNumbers(String prefix) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select persistence_id, max(sequence_number) as highest from event_journal
                    where starts_with(persistence_id, :prefix) group by persistence_id
                    """)
                .bind("prefix", prefix)
                .reduceRows(
                    new HashMap<String, Long>(),
                    (map, row) -> {
                      map.put(
                          row.getColumn("persistence_id", String.class),
                          row.getColumn("highest", Long.class));
                      return map;
                    }));
  }
}
