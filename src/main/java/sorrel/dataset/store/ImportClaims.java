package sorrel.dataset.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import sorrel.kernel.TaskId;

/**
 * Lets one node at a time work on an import. A claim is a lock of a database connection, so that it
 * ends with the process that holds it.
 */
public final class ImportClaims {
  private final DataSource connections;

  public ImportClaims(DataSource connections) {
    this.connections = connections;
  }

  /** The right to work on an import; needs one connection of the pool until it is closed. */
  public static final class Claim implements AutoCloseable {
    private final Connection connection;

    private Claim(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void close() {
      try (connection;
          Statement statement = connection.createStatement()) {
        statement.execute("select pg_advisory_unlock_all()");
      } catch (SQLException lost) {
        // The lock went with the connection.
      }
    }
  }

  /** The claim, unless somebody has it. */
  public Optional<Claim> claim(TaskId id) {
    try {
      Connection connection = connections.getConnection();
      boolean held = false;
      try {
        held = lock(connection, id);
        return held ? Optional.of(new Claim(connection)) : Optional.empty();
      } finally {
        if (!held) {
          connection.close();
        }
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("an import cannot be claimed", failure);
    }
  }

  private static boolean lock(Connection connection, TaskId id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // A node whose machine is gone is noticed within half a minute, not within hours.
      statement.execute("set tcp_keepalives_idle = 15");
      statement.execute("set tcp_keepalives_interval = 5");
      statement.execute("set tcp_keepalives_count = 3");
    }
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
      statement.setString(1, "import " + id);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getBoolean(1);
      }
    }
  }
}
