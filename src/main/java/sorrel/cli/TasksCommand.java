package sorrel.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.text.Table;

/** Lists tasks. */
@Command(name = "tasks", description = "Lists your newest tasks on a running server.")
final class TasksCommand implements Callable<Integer> {
  @Mixin private ServerArguments server;

  @Option(names = "--model", description = "Only those of a model: its id or name.")
  private String model;

  @Option(
      names = "--limit",
      defaultValue = "20",
      description = "How many at most, 1 to 500 (default: ${DEFAULT-VALUE}).")
  private int limit;

  private final Terminal terminal;

  TasksCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SorrelClient client = server.client(terminal);
    Optional<String> id =
        Optional.ofNullable(model).map(text -> ModelNames.find(client, text).id());
    Table table = new Table("id", "kind", "status", "created", "problem");
    for (Contract.Task task : client.tasks(id, limit)) {
      table.row(
          task.id(),
          task.kind(),
          task.status(),
          task.createdAt().toString(),
          task.problemWords().orElse(""));
    }
    table.lines().forEach(terminal::say);
    return 0;
  }
}
