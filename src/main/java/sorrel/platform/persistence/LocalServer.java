package sorrel.platform.persistence;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import sorrel.platform.config.DatabaseAddress;
import sorrel.platform.persistence.ServerUser.Outcome;

/**
 * Brings one cluster's server up and down.
 *
 * <p>A server outlives a program that was killed; it is taken over after it proved, by its password
 * and its data directory, to be this cluster's.
 */
final class LocalServer {
  /** The longest that recovery after a crash may take before a person should look. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** How often a server that is not ready is asked again. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** After it, a process number that another program now has is not waited for. */
  private static final Duration RECYCLED = Duration.ofSeconds(5);

  private static final String DATABASE = "sorrel";

  private final ClusterFiles files;
  private final PostgresBinaries programs;
  private final boolean durable;
  private final Path cluster;

  LocalServer(ClusterFiles files, PostgresBinaries programs, boolean durable) {
    this.files = files;
    this.programs = programs;
    this.durable = durable;
    this.cluster = files.folder().cluster();
  }

  /**
   * A server that answers.
   *
   * @param adopted whether it had outlived another program
   */
  record Running(DatabaseAddress address, boolean adopted) {}

  /**
   * Adopts the running server, or starts one.
   *
   * @throws PostgresException if none answers in time
   */
  Running up() throws IOException {
    files.prepareLog();
    Instant begun = Instant.now();
    String trouble = "";
    while (Instant.now().isBefore(begun.plus(PATIENCE))) {
      Optional<PidFile> pid = PidFile.read(cluster);
      if (pid.isPresent() && pid.get().runs(cluster)) {
        if (answers(pid.get().port())) {
          return new Running(address(pid.get().port()), true);
        }
        trouble = "process " + pid.get().pid() + " runs but does not answer";
      } else {
        forget(pid, begun);
        int port = port();
        Outcome outcome = start(port);
        if (outcome.succeeded() && answers(port)) {
          return new Running(address(port), false);
        }
        trouble = outcome.output();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new PostgresException(
        "PostgreSQL in %s does not start: %s%nThe end of its log, %s:%n%s"
            .formatted(cluster, trouble, files.folder().log(), files.logTail()));
  }

  /** Stops the server once its running transactions are rolled back; it may be dead already. */
  void down() throws IOException {
    Outcome outcome =
        files
            .user()
            .run(
                List.of(
                    programs.program("pg_ctl"),
                    "stop",
                    "--pgdata=" + cluster,
                    "--mode=fast",
                    "--wait"));
    if (!outcome.succeeded()
        && PidFile.read(cluster).filter(pid -> pid.runs(cluster)).isPresent()) {
      throw new PostgresException("PostgreSQL did not stop: " + outcome.output());
    }
  }

  private Outcome start(int port) throws IOException {
    new ServerConfiguration(port, durable).write(cluster);
    files.user().give(cluster.resolve("postgresql.conf"));
    return files
        .user()
        .run(
            List.of(
                programs.program("pg_ctl"),
                "start",
                "--pgdata=" + cluster,
                "--log=" + files.folder().log(),
                "--wait",
                "--timeout=" + PATIENCE.toSeconds(),
                "--silent"));
  }

  /**
   * Removes the mark of a dead server once its number belongs to some other program, which the
   * server itself would take for the living server of this cluster.
   */
  private void forget(Optional<PidFile> pid, Instant begun) throws IOException {
    boolean waited = Instant.now().isAfter(begun.plus(RECYCLED));
    if (pid.isPresent() && pid.get().taken() && waited) {
      Files.deleteIfExists(PidFile.path(cluster));
    }
  }

  /** The port of the last time if it is free, so that tools find the server again; else another. */
  private int port() throws IOException {
    Path remembered = files.folder().control().resolve("port");
    if (Files.exists(remembered)) {
      int port = Integer.parseInt(Files.readString(remembered).strip());
      if (free(port)) {
        return port;
      }
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Files.writeString(remembered, socket.getLocalPort() + "\n");
      return socket.getLocalPort();
    }
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private DatabaseAddress address(int port) throws IOException {
    return address(port, DATABASE);
  }

  private DatabaseAddress address(int port, String database) throws IOException {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
        ClusterFiles.SUPERUSER,
        files.password());
  }

  /** Whether this cluster's server answers there; makes the program's database if it is new. */
  private boolean answers(int port) throws IOException {
    DatabaseAddress address = address(port, "postgres");
    String url = address.url() + "?connectTimeout=2&socketTimeout=10";
    try (Connection connection =
            DriverManager.getConnection(url, address.user(), address.password());
        Statement statement = connection.createStatement()) {
      if (!text(statement, "show data_directory").equals(cluster.toString())) {
        return false;
      }
      String known = "select count(*) from pg_database where datname = '" + DATABASE + "'";
      if (text(statement, known).equals("0")) {
        statement.execute("create database " + DATABASE);
      }
      return true;
    } catch (SQLException notYet) {
      return false;
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
