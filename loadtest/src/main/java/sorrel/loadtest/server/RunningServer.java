package sorrel.loadtest.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sorrel in one process. */
public final class RunningServer implements Loaded {
  private final SorrelProcess process;
  private Optional<CpuQuota> quota = Optional.empty();

  private RunningServer(SorrelProcess process) {
    this.process = process;
  }

  /**
   * Starts {@code ./sorrel serve} on any free port and returns once it answers.
   *
   * @param repository where {@code sorrel} lies
   * @param folder for the server's data and what it logs
   * @param settings more of them, as environment variables
   */
  public static RunningServer start(Path repository, Path folder, ServerSettings settings)
      throws IOException {
    Path data = folder.resolve("data");
    String program = repository.resolve("sorrel").toString();
    return new RunningServer(
        SorrelProcess.start(
            List.of(program, "serve", "--port", "0", "--data", data.toString()),
            data,
            settings,
            1));
  }

  @Override
  public List<URI> addresses() {
    return process.addresses();
  }

  @Override
  public Duration processorTime() {
    return process.processorTime();
  }

  @Override
  public void hold(double cores) throws IOException {
    quota = Optional.of(CpuQuota.of(process.pid(), cores));
  }

  @Override
  public void close() {
    // Stopping takes processor time too.
    quota.ifPresent(CpuQuota::close);
    process.stop();
  }
}
