package sorrel.cli;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.text.Table;
import sorrel.cli.text.Words;

/** Shows the cluster to its administrator. */
@Command(
    name = "cluster",
    description =
        "Shows the nodes of a running Sorrel, what each holds, and what is trained where.")
final class ClusterCommand implements Callable<Integer> {
  private static final Contract.Held NOTHING = new Contract.Held(0, 0);

  @Mixin private ServerArguments server;

  private final Terminal terminal;

  ClusterCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SorrelClient client = server.client(terminal);
    Table nodes = new Table("node", "state", "roles", ">shards", ">models", ">answering");
    for (Contract.Node node : client.nodes()) {
      Contract.Held models = node.holds().getOrDefault("models", NOTHING);
      Contract.Held servers = node.holds().getOrDefault("servers", NOTHING);
      nodes.row(
          node.address(),
          node.status(),
          String.join(", ", node.roles()),
          Words.of(models.shards() + servers.shards()),
          Words.of(models.inMemory()),
          Words.of(servers.inMemory()));
    }
    nodes.lines().forEach(terminal::say);
    terminal.say("");
    runners(client.runners());
    return 0;
  }

  private void runners(Contract.Runners runners) {
    Table table = new Table("runner", "kind", ">slots", "trains now");
    for (Contract.Runner runner : runners.items()) {
      table.row(runner.name(), runner.kind().orElse("-"), Words.of(runner.slots()), jobs(runner));
    }
    table.lines().forEach(terminal::say);
    terminal.say("Jobs that wait for a slot: " + Words.of(runners.waiting()));
    runners
        .desired()
        .ifPresent(desired -> terminal.say("Runners there should be: " + Words.of(desired)));
  }

  private static String jobs(Contract.Runner runner) {
    String jobs =
        runner.running().isEmpty()
            ? "-"
            : runner.running().stream()
                .map(job -> "%s of %s".formatted(job.architecture(), job.model()))
                .collect(Collectors.joining("; "));
    return runner.leaving() ? jobs + " (takes no new ones)" : jobs;
  }
}
