package sorrel.platform.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the server wrote about itself in {@code postmaster.pid}; it may be out of date.
 *
 * @param pid of the server's first process
 * @param port on loopback
 */
record PidFile(long pid, int port) {
  private static final int PID_LINE = 0;
  private static final int PORT_LINE = 3;

  static Optional<PidFile> read(Path cluster) throws IOException {
    try {
      List<String> lines = Files.readAllLines(path(cluster));
      return Optional.of(
          new PidFile(
              Long.parseLong(lines.get(PID_LINE).strip()),
              Integer.parseInt(lines.get(PORT_LINE).strip())));
    } catch (NoSuchFileException | IndexOutOfBoundsException | NumberFormatException unfinished) {
      return Optional.empty();
    }
  }

  static Path path(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  /** Whether any process has the number. */
  boolean taken() {
    return ProcessHandle.of(pid).isPresent();
  }

  /** Whether the process of that number is the server of this cluster, by its command line. */
  boolean runs(Path cluster) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().arguments())
        .map(arguments -> List.of(arguments).contains(cluster.toString()))
        .orElse(false);
  }
}
