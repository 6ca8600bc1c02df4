package sorrel.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JournalIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final Journal journal = new Journal(DATABASE.database());

  @Test
  void a_forgotten_entity_keeps_its_newest_event_only() {
    events("Gone|a", 5);
    events("Gone|b", 3);
    snapshot("Gone|a", 4);

    assertThat(journal.forget("Gone|a")).isEqualTo(4);
    assertThat(journal.forget("Gone|a")).isZero();

    assertThat(rows("event_journal", "Gone|a")).isEqualTo(1);
    assertThat(rows("snapshot", "Gone|a")).isZero();
    assertThat(rows("event_journal", "Gone|b")).isEqualTo(3);
    assertThat(journal.highestSequenceNumbers("Gone|"))
        .isEqualTo(Map.of("Gone|a", 5L, "Gone|b", 3L));
  }

  @Test
  void a_prefix_is_taken_letter_by_letter() {
    events("Some_thing|1", 2);
    events("SomeXthing|1", 1);

    assertThat(journal.highestSequenceNumbers("Some_")).isEqualTo(Map.of("Some_thing|1", 2L));
  }

  private static void events(String persistenceId, int count) {
    DATABASE
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into event_journal (persistence_id, sequence_number, writer,
                      event_ser_id, event_ser_manifest, event_payload)
                    select ?, number, 'test', 1, 'test', ''::bytea
                    from generate_series(1, ?) as number
                    """,
                    persistenceId,
                    count));
  }

  private static void snapshot(String persistenceId, int sequenceNumber) {
    DATABASE
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into snapshot values (?, ?, 0, 1, 'test', ''::bytea)",
                    persistenceId,
                    sequenceNumber));
  }

  private static int rows(String table, String persistenceId) {
    return DATABASE
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from " + table + " where persistence_id = ?")
                    .bind(0, persistenceId)
                    .mapTo(Integer.class)
                    .one());
  }
}
