package sorrel.platform.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.platform.config.DatabaseAddress;

/**
 * The PostgreSQL server that comes with the program, of which a person need not know.
 *
 * <p>Its files are in {@code <data>/postgres}, or in {@code /var/lib/sorrel} where root's data
 * folder is closed to other users ({@link ClusterFolder} says why). It listens on loopback only,
 * asks for a password drawn at the first start, and commits to the disk. One process at a time owns
 * it; a server that outlived a killed process is taken over with all that it had acknowledged.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  private final OwnerLock lock;
  private final LocalServer server;
  private final LocalServer.Running running;
  private final Path folder;

  private EmbeddedPostgres(
      OwnerLock lock, LocalServer server, LocalServer.Running running, Path folder) {
    this.lock = lock;
    this.server = server;
    this.running = running;
    this.folder = folder;
  }

  /**
   * How a server is started.
   *
   * @param data the data folder, made if it is not there
   * @param programs where the server's programs are unpacked; empty for beside its files
   * @param durable whether a commit is on the disk before it is acknowledged; false only for tests
   */
  public record Options(Path data, Optional<Path> programs, boolean durable) {}

  /** Starts, or takes over, the durable server of a data folder. */
  public static EmbeddedPostgres start(Path data) {
    return start(new Options(data, Optional.empty(), true));
  }

  /**
   * Starts, or takes over, the server of a data folder.
   *
   * @throws PostgresException if another process owns the folder, or the server does not start
   */
  public static EmbeddedPostgres start(Options options) {
    try {
      long begun = System.nanoTime();
      ServerUser user = ServerUser.ofThisProcess();
      ClusterFolder folder = ClusterFolder.in(options.data(), user);
      OwnerLock lock = OwnerLock.take(folder.control(), options.data());
      try {
        Path programs = options.programs().orElse(folder.programs());
        ClusterFiles files = new ClusterFiles(folder, user);
        PostgresBinaries binaries = PostgresBinaries.unpackedIn(programs);
        files.initialise(binaries, options.durable());
        LocalServer server = new LocalServer(files, binaries, options.durable());
        EmbeddedPostgres postgres = new EmbeddedPostgres(lock, server, server.up(), folder.base());
        postgres.report(Duration.ofNanos(System.nanoTime() - begun));
        return postgres;
      } catch (IOException | RuntimeException failure) {
        lock.close();
        throw failure;
      }
    } catch (IOException | UncheckedIOException failure) {
      throw new PostgresException(
          "The database's files in %s cannot be used: %s".formatted(options.data(), failure),
          failure);
    }
  }

  private void report(Duration taken) {
    LOG.info(
        "PostgreSQL {} in {} ms; its files are in {}",
        running.adopted() ? "was still running and is taken over" : "is up",
        taken.toMillis(),
        folder);
  }

  /** How to connect to the program's database on this server, as its superuser. */
  public DatabaseAddress address() {
    return running.address();
  }

  /** Where the server's files lie. */
  public Path folder() {
    return folder;
  }

  /** Whether the server had outlived another process and was taken over. */
  public boolean adopted() {
    return running.adopted();
  }

  /** Stops the server and gives the data folder free. */
  @Override
  public void close() {
    try (lock) {
      server.down();
    } catch (IOException failure) {
      throw new PostgresException("PostgreSQL could not be stopped: " + failure, failure);
    }
  }
}
