package sorrel.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.platform.config.DatabaseAddress;

final class DatabaseIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  record Row(UUID id, ModelId model, Sha256 hash, Instant at) {}

  @Test
  void answers_when_it_is_ready() {
    assertThat(DATABASE.database().ready()).isTrue();
  }

  @Test
  void values_come_back_as_they_were_written() {
    Row row =
        new Row(
            UUID.randomUUID(),
            ModelId.next(),
            Sha256.of(new byte[] {1}),
            Instant.parse("2026-11-20T10:15:30.123456Z"));

    assertThat(written("values_kept", row)).isEqualTo(row);
  }

  @Test
  void nothing_comes_back_as_nothing() {
    Row row = new Row(null, null, null, null);

    assertThat(written("nothing_kept", row)).isEqualTo(row);
  }

  @Test
  void bytes_come_back_as_they_were_written() {
    byte[] bytes = {0, 1, -1};

    byte[] back =
        DATABASE
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("select :bytes::bytea")
                        .bind("bytes", bytes)
                        .mapTo(byte[].class)
                        .one());

    assertThat(back).isEqualTo(bytes);
  }

  @Test
  void migrating_again_changes_nothing() {
    try (Database again = Database.open(DATABASE.address(), 1)) {
      assertThat(again.ready()).isTrue();
    }
  }

  @Test
  void a_database_of_a_newer_program_is_refused() {
    DATABASE
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into flyway_schema_history
                    values (9999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', now(), 1, true)
                    """));
    try {
      assertThatThrownBy(() -> Database.open(DATABASE.address(), 1).close())
          .isInstanceOf(PostgresException.class)
          .hasMessageContaining("was made by a newer Sorrel");
    } finally {
      DATABASE
          .jdbi()
          .useHandle(
              handle -> handle.execute("delete from flyway_schema_history where version = '999'"));
    }
  }

  @Test
  void a_server_that_is_not_there_is_named() {
    DatabaseAddress nowhere = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "a", "b");

    assertThatThrownBy(() -> Database.open(nowhere, 1))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/none cannot be used");
  }

  private static Row written(String table, Row row) {
    return DATABASE
        .jdbi()
        .withHandle(
            handle -> {
              handle.execute(
                  "create table " + table + " (id uuid, model uuid, hash bytea, at timestamptz)");
              handle
                  .createUpdate("insert into " + table + " values (:id, :model, :hash, :at)")
                  .bindByType("id", row.id(), UUID.class)
                  .bindByType("model", row.model(), ModelId.class)
                  .bindByType("hash", row.hash(), Sha256.class)
                  .bindByType("at", row.at(), Instant.class)
                  .execute();
              return handle
                  .createQuery("select * from " + table)
                  .map(ConstructorMapper.of(Row.class))
                  .one();
            });
  }
}
