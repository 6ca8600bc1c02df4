package sorrel.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.text.Words;

/** Adds pictures to a model in use, of new classes or old ones, and has it learn them. */
@Command(
    name = "expand",
    description =
        "Adds the pictures of a zip to a model in use, on a running server: new classes, or more of"
            + " those that it knows.",
    footer = {
      "",
      "The zip holds a folder of pictures for each class, or training/CLASS and testing/CLASS. The",
      "version in use answers until the new one does."
    })
final class ExpandCommand implements Callable<Integer> {
  @Mixin private ServerArguments server;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The model's id or name.")
  private String model;

  @Parameters(index = "1", paramLabel = "ZIP", description = "The zip of pictures.")
  private Path zip;

  @Option(
      names = "--may-lose",
      paramLabel = "SHARE",
      description =
          "How much of their accuracy the classes known before may lose, 0 to 1; beyond it nothing"
              + " is changed. The server's limit if it is left out.")
  private Double mayLose;

  @Option(
      names = "--no-refine",
      description = "Ends with the new version; else its network is trained further.")
  private boolean noRefine;

  private final Terminal terminal;

  ExpandCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ZipFiles.check(zip);
    SorrelClient client = server.client(terminal);
    Contract.Model found = ModelNames.find(client, model);
    if (found.serving().isEmpty()) {
      throw new CommandFailure(
          "'%s' has no version in use that could be expanded. Train it first."
              .formatted(found.name()));
    }
    new Importing(client, terminal).run(found.id(), zip);
    Expanding expanding = new Expanding(client, terminal);
    Expanding.Outcome expanded = expanding.run(found.id(), Optional.ofNullable(mayLose), !noRefine);
    Contract.Model now = expanding.awaitServing(found);
    terminal.say(
        "'%s' knows %s. Version %s answers, %s after the import."
            .formatted(
                now.name(),
                Words.plural(now.classes().size(), "class", "classes"),
                expanded.version().version(),
                Words.of(Duration.ofNanos(System.nanoTime() - expanded.asked()))));
    terminal.say(Words.sentence(expanded.version().accuracy()));
    if (new Refining(client, terminal)
        .newest(now.id())
        .filter(run -> !run.finished())
        .isPresent()) {
      terminal.say(
          "Its network is being trained further, and takes the place of this one if it gets better.");
    }
    return 0;
  }
}
