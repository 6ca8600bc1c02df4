package sorrel;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sorrel.cli.CommandFailure;
import sorrel.cli.Terminal;
import sorrel.platform.persistence.EmbeddedPostgres;
import sorrel.platform.persistence.PostgresException;

/** {@code sorrel local-cluster}: several nodes on this machine, to try and to develop with. */
@Command(
    name = "local-cluster",
    description = {
      "Starts several nodes on this machine, with a database of their own.",
      "A node that ends is started again: kill one and see that nothing is lost."
    },
    mixinStandardHelpOptions = true)
final class LocalClusterCommand implements Callable<Integer> {
  private static final int NODES_MAX = 16;
  private static final int CLUSTER_PORT = 25_520;
  private static final int MANAGEMENT_PORT = 8_558;

  /** Of the machine's memory, for all nodes together. */
  private static final int MEMORY_PERCENT = 60;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "How many. Default: ${DEFAULT-VALUE}",
      defaultValue = "3")
  private int nodes;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept; serve may use the same. Default: ~/.sorrel")
  private Path data = Path.of(System.getProperty("user.home"), ".sorrel");

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where the first answers; the others follow. Default: ${DEFAULT-VALUE}",
      defaultValue = "8080")
  private int port;

  private final Terminal terminal;

  LocalClusterCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (nodes < 1 || nodes > NODES_MAX) {
      throw new CommandFailure("--nodes takes a number from 1 to " + NODES_MAX + ".");
    }
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.start(data.toAbsolutePath());
      LocalNodes all =
          new LocalNodes(
              data.toAbsolutePath(),
              postgres.address(),
              nodes,
              new LocalNodes.Ports(port, CLUSTER_PORT, MANAGEMENT_PORT),
              javaOptions(),
              (number, text) -> terminal.say("Node %d: %s".formatted(number, text)));
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(
                      () -> {
                        all.close();
                        postgres.close();
                      }));
      all.start();
      // Until the process is told to stop.
      new CountDownLatch(1).await();
    } catch (PostgresException expected) {
      throw new CommandFailure(expected.getMessage());
    }
    return 0;
  }

  /** Those of this process, with its share of the memory. */
  private List<String> javaOptions() {
    List<String> options =
        new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    options.add("-XX:MaxRAMPercentage=" + MEMORY_PERCENT / nodes);
    return options;
  }
}
