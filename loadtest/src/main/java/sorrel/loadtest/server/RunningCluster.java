package sorrel.loadtest.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sorrel in several processes of this machine that share a database. */
public final class RunningCluster implements Loaded {
  private final SorrelProcess process;
  private final List<CpuQuota> quotas = new ArrayList<>();

  private RunningCluster(SorrelProcess process) {
    this.process = process;
  }

  /**
   * Starts {@code ./sorrel local-cluster} and returns once each node has said where it answers.
   *
   * @param repository where {@code sorrel} lies
   * @param folder for the nodes' data, which is used again by the next, and for what they log
   * @param port of the first node; the others follow
   */
  public static RunningCluster start(
      Path repository, Path folder, int nodes, int port, ServerSettings settings)
      throws IOException {
    Path data = folder.resolve("data");
    List<String> command =
        List.of(
            repository.resolve("sorrel").toString(),
            "local-cluster",
            "--nodes",
            Integer.toString(nodes),
            "--port",
            Integer.toString(port),
            "--data",
            data.toString());
    return new RunningCluster(SorrelProcess.start(command, data, settings, nodes));
  }

  @Override
  public void hold(double cores) throws IOException {
    for (ProcessHandle node : process.children().filter(RunningCluster::isNode).toList()) {
      quotas.add(CpuQuota.of(node.pid(), cores));
    }
    if (quotas.size() != addresses().size()) {
      throw new IOException(
          "%d processes for %d nodes".formatted(quotas.size(), addresses().size()));
    }
  }

  private static boolean isNode(ProcessHandle child) {
    return child.info().command().filter(command -> command.endsWith("java")).isPresent();
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
  public void close() {
    // Stopping takes processor time too.
    quotas.forEach(CpuQuota::close);
    process.stop();
  }
}
