package sorrel.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sorrel.cli.client.Contract;
import sorrel.cli.text.Table;
import sorrel.cli.text.Words;

/** Lists models. */
@Command(name = "models", description = "Lists your models on a running server.")
final class ModelsCommand implements Callable<Integer> {
  @Mixin private ServerArguments server;

  private final Terminal terminal;

  ModelsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Contract.Model> models = server.client(terminal).models();
    if (models.isEmpty()) {
      terminal.say("You have no models. Make one with ./sorrel train ZIP");
      return 0;
    }
    Table table = new Table("id", "name", "state", ">classes", ">pictures", "accuracy (testing)");
    for (Contract.Model model : models) {
      table.row(
          model.id(),
          model.name(),
          model.state(),
          Words.of(model.classes().size()),
          Words.of(model.pictures()),
          model.serving().flatMap(Contract.Serving::accuracy).map(Words::percent).orElse("-"));
    }
    table.lines().forEach(terminal::say);
    return 0;
  }
}
