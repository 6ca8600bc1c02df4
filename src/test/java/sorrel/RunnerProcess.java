package sorrel;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real remote runner in a process of its own. */
final class RunnerProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private RunnerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts one, which looks for its server by itself.
   *
   * @param folder for its files; its log lies beside it
   */
  static RunnerProcess start(URI server, String token, Path folder) throws IOException {
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "sorrel.Main",
            "runner",
            "--server",
            server.toString(),
            "--folder",
            folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SORREL_RUNNER_TOKEN", token);
    // Slow enough that what a test does to it falls into the middle of its work.
    builder.environment().put("SORREL_TRAINING_THREADS", "1");
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new RunnerProcess(builder.start(), log);
  }

  /** Ends it as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Asks it to end, and returns its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  /** Waits until it ended by itself, and returns its exit code. */
  int awaitEnd(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the runner goes on: " + said());
    }
    return process.exitValue();
  }

  /** All that it wrote, also before it was started again. */
  String said() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
