package sorrel.platform.persistence;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The user that the server runs as: PostgreSQL refuses to run as root, so root hands its programs
 * to an unprivileged user; anybody else runs them as themselves.
 */
sealed interface ServerUser {
  /** The user of this process. */
  record Oneself() implements ServerUser {}

  /** A user by number, whose programs root starts with {@code setpriv}. */
  record Other(int uid, int gid) implements ServerUser {}

  /** The user {@code nobody} of Linux, which owns no files and may not log in. */
  int NOBODY = 65_534;

  /** The most that a program of the server may take, seconds. */
  int PATIENCE_SECONDS = 120;

  static ServerUser ofThisProcess() {
    return new UnixSystem().getUid() == 0 ? new Other(NOBODY, NOBODY) : new Oneself();
  }

  /** Whether this user can reach a folder through all folders above it. */
  default boolean reaches(Path folder) throws IOException {
    return switch (this) {
      case Oneself() -> true;
      case Other ignored -> run(List.of("test", "-x", folder.toString())).succeeded();
    };
  }

  /** Makes a file or folder this user's own. */
  default void give(Path path) throws IOException {
    switch (this) {
      case Oneself() -> {}
      case Other(int uid, int gid) -> {
        Files.setAttribute(path, "unix:uid", uid);
        Files.setAttribute(path, "unix:gid", gid);
      }
    }
  }

  /**
   * Runs a program as this user, in the root folder, and waits for its end.
   *
   * @throws PostgresException if it cannot be started or does not end in time
   */
  default Outcome run(List<String> command) throws IOException {
    Path output = Files.createTempFile("sorrel-postgres", ".out");
    try {
      Process process = start(command, output);
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new PostgresException(command.getFirst() + " did not end: " + text(output));
      }
      return new Outcome(process.exitValue(), text(output));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new PostgresException(command.getFirst() + " was interrupted.", stopped);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private Process start(List<String> command, Path output) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(as(command))
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      // The server outlives this process: it inherits no secret, and no setting of other servers.
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("SORREL_") || name.startsWith("PG"));
      return builder.start();
    } catch (IOException absent) {
      throw new PostgresException(
          "PostgreSQL could not be started: "
              + absent.getMessage()
              + (this instanceof Other
                  ? ". As root, Sorrel needs setpriv (of util-linux) to run it as another user;"
                      + " install it, run Sorrel as another user, or set sorrel.database.url."
                  : "."),
          absent);
    }
  }

  private List<String> as(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (this instanceof Other(int uid, int gid)) {
      whole.addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"));
    }
    whole.addAll(command);
    return whole;
  }

  private static String text(Path output) throws IOException {
    return new String(Files.readAllBytes(output), java.nio.charset.StandardCharsets.UTF_8).strip();
  }

  /**
   * How a program ended.
   *
   * @param exit 0 for success
   * @param output both streams
   */
  record Outcome(int exit, String output) {
    boolean succeeded() {
      return exit == 0;
    }
  }
}
