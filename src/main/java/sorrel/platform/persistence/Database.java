package sorrel.platform.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import sorrel.platform.config.DatabaseAddress;

/**
 * The tables' connections, with all migrations applied.
 *
 * <p>Calls block: make them on virtual threads, or on a thread that does nothing else, never on an
 * actor's. A caller that finds no free connection waits up to {@value #WAIT_MILLIS} ms and then
 * fails.
 */
public final class Database implements AutoCloseable {
  /** Shorter than the 5 s in which a caller of an actor gives up. */
  private static final long WAIT_MILLIS = 3000;

  private static final Duration PROBE = Duration.ofSeconds(2);

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool).installPlugin(new KernelColumns());
  }

  /**
   * Migrates the database to what this program needs and opens a pool.
   *
   * @param connections the most that are open at once
   * @throws PostgresException if it cannot be reached, or was made by a newer program
   */
  public static Database open(DatabaseAddress address, int connections) {
    Migrations.apply(address);
    HikariConfig config = new HikariConfig();
    config.setPoolName("sorrel");
    config.setJdbcUrl(address.url());
    config.setUsername(address.user().isEmpty() ? null : address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(Math.min(2, connections));
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setAutoCommit(true);
    // A dead server is found by a query's end, not by the operating system's quarter of an hour.
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("ApplicationName", "sorrel");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new Database(new HikariDataSource(config));
  }

  public DataSource dataSource() {
    return pool;
  }

  /**
   * SQL with named arguments. Knows {@code Instant}, {@code UUID}, {@code byte[]}, the kernel's ids
   * (column {@code uuid}) and {@code Sha256} (column {@code bytea}) as arguments and columns.
   */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** Whether the database answers now; false within about three seconds if it does not. */
  public boolean ready() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(Math.toIntExact(PROBE.toSeconds()));
    } catch (SQLException unreachable) {
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
