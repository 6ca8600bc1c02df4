package sorrel.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.text.Words;

/** Makes a model of a zip of pictures on a running server. */
@Command(
    name = "train",
    description = "Makes a model of a zip of pictures, on a running server.",
    footer = {
      "",
      "The zip holds a folder of pictures for each class, or training/CLASS and testing/CLASS."
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private ServerArguments server;

  @Parameters(paramLabel = "ZIP", description = "The zip of pictures.")
  private Path zip;

  @Option(names = "--name", description = "The model's name; else the name of the zip.")
  private String name;

  @Option(
      names = "--target",
      defaultValue = "0.95",
      description = "The accuracy at which the search ends, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double target;

  @Option(
      names = "--budget",
      defaultValue = "15m",
      description =
          "The longest that it may train, such as 15m or 90s (default: ${DEFAULT-VALUE}).")
  private Duration budget;

  private final Terminal terminal;

  TrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ZipFiles.check(zip);
    SorrelClient client = server.client(terminal);
    String title = name != null ? name : ZipFiles.title(zip);
    Contract.Model model = client.createModel(title, target);
    terminal.note("Made the model '%s' (%s).".formatted(model.name(), model.id()));
    new Importing(client, terminal).run(model.id(), zip);
    Training.Outcome trained = new Training(client, terminal).run(model.id(), target, budget);
    terminal.say(
        "'%s' is ready after %s of training. It uses the architecture %s."
            .formatted(
                model.name(), Words.of(trained.elapsed()), trained.serving().architecture()));
    terminal.say(Words.sentence(trained.serving().accuracy()));
    terminal.say("");
    terminal.say("Next: ./sorrel classify " + model.id() + " PICTURE...");
    return 0;
  }
}
