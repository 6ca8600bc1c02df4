package sorrel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real Sorrel in a process of its own, which a test can kill as a power cut would. */
final class SorrelProcess implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(2);

  private final Process process;
  private final URI address;
  private final Duration startTime;

  private SorrelProcess(Process process, URI address, Duration startTime) {
    this.process = process;
    this.address = address;
    this.startTime = startTime;
  }

  /** Starts {@code serve} on any free port and returns once it answers. */
  static SorrelProcess start(Path data, Map<String, String> environment) throws IOException {
    return start(data, environment, 0);
  }

  /** The same on a port that is known before. */
  static SorrelProcess start(Path data, Map<String, String> environment, int port)
      throws IOException {
    long begun = System.nanoTime();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "sorrel.Main",
            "serve",
            "--data",
            data.toString(),
            "--port",
            Integer.toString(port)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(data.resolveSibling("server.log").toFile());
    Process process = builder.start();
    URI address = address(process);
    return new SorrelProcess(process, address, Duration.ofNanos(System.nanoTime() - begun));
  }

  /** The line that says where it answers is the only one on its standard output. */
  private static URI address(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line;
    try {
      line =
          CompletableFuture.supplyAsync(() -> readLine(out))
              .get(START_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException late) {
      process.destroyForcibly();
      throw new IOException("Sorrel did not start in time", late);
    }
    if (line == null) {
      throw new IOException("Sorrel did not start; see server.log beside its data folder");
    }
    return URI.create(line.substring(line.indexOf("http")));
  }

  private static String readLine(BufferedReader out) {
    try {
      return out.readLine();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  URI address() {
    return address;
  }

  /** From the launch to the first answer. */
  Duration startTime() {
    return startTime;
  }

  /** Waits, at most so long, and then kills it as {@code kill -9} does. */
  void killAfter(long millis) throws InterruptedException {
    if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    process.waitFor();
  }

  /** Stops it as an administrator does, and returns its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
