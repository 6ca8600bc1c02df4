package sorrel.platform.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import sorrel.kernel.FileTrees;
import sorrel.platform.config.DatabaseAddress;

/**
 * A fresh database with all migrations for each test class, on one server for the whole run.
 *
 * <pre>
 * &#64;RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
 * </pre>
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
  private static final String TEMPLATE = "migrated";

  private Database database;
  private DatabaseAddress address;
  private Server server;

  /** The open database of this test class. */
  public Database database() {
    return database;
  }

  public Jdbi jdbi() {
    return database.jdbi();
  }

  /** How to connect, for example for the journal of an actor system. */
  public DatabaseAddress address() {
    return address;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(TestDatabase.class))
            .computeIfAbsent(Server.class, key -> Server.start(), Server.class);
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    server.execute("create database " + name + " template " + TEMPLATE);
    address = server.address(name);
    database = Database.open(address, 5);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    database.close();
    server.execute(
        "drop database "
            + address.url().substring(address.url().lastIndexOf('/') + 1)
            + " (force)");
  }

  /** The server of this run; JUnit closes it when the last test has ended. */
  private record Server(EmbeddedPostgres postgres, Path data) implements AutoCloseable {
    static Server start() {
      try {
        Path data = Files.createTempDirectory("sorrel-test-database");
        Folders.allow(data, "rwx--x--x");
        EmbeddedPostgres postgres =
            EmbeddedPostgres.start(
                new EmbeddedPostgres.Options(data, Optional.of(TestPrograms.folder()), false));
        Server server = new Server(postgres, data);
        server.execute("create database " + TEMPLATE);
        Database.open(server.address(TEMPLATE), 1).close();
        return server;
      } catch (IOException failure) {
        throw new IllegalStateException(failure);
      }
    }

    DatabaseAddress address(String name) {
      DatabaseAddress own = postgres.address();
      String server = own.url().substring(0, own.url().lastIndexOf('/') + 1);
      return new DatabaseAddress(server + name, own.user(), own.password());
    }

    void execute(String sql) {
      DatabaseAddress own = postgres.address();
      try (Connection connection =
              DriverManager.getConnection(own.url(), own.user(), own.password());
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }

    @Override
    public void close() throws IOException {
      postgres.close();
      FileTrees.delete(data);
    }
  }
}
