package sorrel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sorrel.cli.CommandFailure;
import sorrel.cli.Terminal;
import sorrel.platform.config.Settings;

/** {@code sorrel node}: one of several processes that are Sorrel together. */
@Command(
    name = "node",
    description = {
      "Starts one node of a cluster.",
      "All nodes share a database (SORREL_DATABASE_URL) and blobs (a folder that all of them reach, or"
          + " a bucket), and find each other by the database unless they are told otherwise."
    },
    mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {
  @Mixin private StartOptions start;

  @Option(
      names = "--roles",
      paramLabel = "ROLE[,ROLE]",
      description = "What it does: http, model, runner. Default: all.")
  private Optional<String> roles = Optional.empty();

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT[,HOST:PORT]",
      description = {
        "Management addresses of nodes to join, in place of the database's list.",
        "Name this node too if it is one of those that may start the cluster."
      })
  private Optional<String> join = Optional.empty();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address at which other nodes reach this one. Default: 127.0.0.1")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--cluster-port",
      paramLabel = "N",
      description = "For messages between nodes. Default: 25520")
  private Optional<String> clusterPort = Optional.empty();

  @Option(
      names = "--management-port",
      paramLabel = "N",
      description = "Where nodes ask each other for the cluster. Default: 8558")
  private Optional<String> managementPort = Optional.empty();

  @Option(
      names = "--parent",
      hidden = true,
      description = "The process that started this one, and with which it ends.")
  private Optional<Long> parent = Optional.empty();

  @Option(
      names = "--set",
      hidden = true,
      description = "A setting by its key without sorrel., as from the process that starts this.")
  private Map<String, String> more = Map.of();

  private final Terminal terminal;

  NodeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    // In the way of an administrator, so that what is under way comes to its end.
    parent.flatMap(ProcessHandle::of).ifPresent(NodeCommand::endWith);
    Map<String, String> settings = new HashMap<>(more);
    roles.ifPresent(text -> settings.put("roles", text));
    join.ifPresent(text -> settings.put("cluster.join", text));
    host.ifPresent(text -> settings.put("cluster.host", text));
    clusterPort.ifPresent(text -> settings.put("cluster.port", text));
    managementPort.ifPresent(text -> settings.put("cluster.management-port", text));
    return start.run(settings, NodeCommand::check, terminal);
  }

  private static void endWith(ProcessHandle process) {
    CompletableFuture<?> _ = process.onExit().thenRun(() -> System.exit(0));
  }

  private static void check(Settings settings) {
    if (settings.cluster().alone()) {
      throw new CommandFailure(
          "A node needs a database that the other nodes reach too: set SORREL_DATABASE_URL to"
              + " jdbc:postgresql://host:port/name. For one process alone there is ./sorrel serve.");
    }
  }
}
