package sorrel.loadtest.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** {@code ./sorrel} as a person starts it, and what it says of where it answers. */
final class SorrelProcess {
  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Duration STOP_MAX = Duration.ofSeconds(60);
  private static final int LOG_LINES_SHOWN = 10;
  private static final String ADDRESS = "http://";

  private final Process process;
  private final Path data;
  private final List<URI> addresses;

  private SorrelProcess(Process process, Path data, List<URI> addresses) {
    this.process = process;
    this.data = data;
    this.addresses = List.copyOf(addresses);
  }

  /**
   * Starts it and returns once it has said so many addresses.
   *
   * @param data where it keeps everything; its log comes to lie beside
   */
  static SorrelProcess start(
      List<String> command, Path data, ServerSettings settings, int addresses) throws IOException {
    Path log = data.resolveSibling("server.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putAll(settings.environment());
    Process process = builder.start();
    try {
      return new SorrelProcess(process, data, said(process, log, addresses));
    } catch (IOException failed) {
      process.destroy();
      throw failed;
    }
  }

  private static List<URI> said(Process process, Path log, int count) throws IOException {
    BufferedReader out = process.inputReader(UTF_8);
    try {
      List<URI> said =
          CompletableFuture.supplyAsync(() -> addresses(out, count))
              .get(START_MAX.toSeconds(), TimeUnit.SECONDS);
      if (said.size() < count) {
        throw new IOException("Sorrel did not start:\n" + end(log));
      }
      return said;
    } catch (ExecutionException | TimeoutException late) {
      throw new IOException("Sorrel did not start in time:\n" + end(log), late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("told to stop", stopped);
    }
  }

  /** The lines that say where it answers; others may say something else before. */
  private static List<URI> addresses(BufferedReader out, int count) {
    return out.lines()
        .filter(line -> line.contains(ADDRESS))
        .limit(count)
        .map(line -> URI.create(line.substring(line.indexOf(ADDRESS))))
        .toList();
  }

  private static String end(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    } catch (IOException unreadable) {
      return "it said nothing that can be read";
    }
  }

  List<URI> addresses() {
    return addresses;
  }

  long pid() {
    return process.pid();
  }

  /** The processes that it started and that are processes of Sorrel. */
  Stream<ProcessHandle> children() {
    return process.children();
  }

  /** Of all its processes and of the database's, which does not count as its child. */
  Duration processorTime() {
    return Stream.of(Stream.of(process.toHandle()), process.descendants(), postgres())
        .flatMap(each -> each)
        .distinct()
        .flatMap(each -> each.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private Stream<ProcessHandle> postgres() {
    Path file = data.resolve("postgres").resolve("cluster").resolve("postmaster.pid");
    try {
      Optional<ProcessHandle> postmaster =
          ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()));
      return postmaster.stream()
          .flatMap(each -> Stream.concat(Stream.of(each), each.descendants()));
    } catch (IOException | NumberFormatException none) {
      return Stream.empty();
    }
  }

  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
