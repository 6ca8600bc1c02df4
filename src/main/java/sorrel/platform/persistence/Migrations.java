package sorrel.platform.persistence;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import sorrel.platform.config.DatabaseAddress;

/** Brings the tables to what this program needs: {@code db/migration}, in the order of numbers. */
final class Migrations {
  private Migrations() {}

  /**
   * Applies what is missing. Several nodes may call it at once; one does the work.
   *
   * @throws PostgresException if the database is newer than the program, or cannot be reached
   */
  static void apply(DatabaseAddress address) {
    try {
      Flyway.configure()
          .dataSource(address.url(), address.user(), address.password())
          .locations("classpath:db/migration")
          // Nothing is ignored: a migration that the program lacks means that it is too old.
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
    } catch (FlywayValidateException different) {
      throw new PostgresException(
          "The database at "
              + address.url()
              + " was made by a newer Sorrel, or its migrations were changed. Start the version"
              + " that made it, or a newer one. "
              + different.getMessage(),
          different);
    } catch (FlywayException failure) {
      throw new PostgresException(
          "The database at " + address.url() + " cannot be used: " + failure.getMessage(), failure);
    }
  }
}
