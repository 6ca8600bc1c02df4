package sorrel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sorrel.cli.client.PictureTypes;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.measure.Burst;
import sorrel.cli.measure.LoadFigures;
import sorrel.cli.measure.LoadRows;
import sorrel.cli.text.Table;
import sorrel.cli.text.Words;

/** Measures many classifications at the same moment. */
@Command(
    name = "burst",
    description =
        "Sends many classifications of one picture at once, on connections opened before, to a"
            + " running server.")
final class BurstCommand implements Callable<Integer> {
  @Mixin private ServerArguments server;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The model's id or name.")
  private String model;

  @Parameters(index = "1", paramLabel = "PICTURE", description = "A picture file.")
  private Path picture;

  @Option(
      names = "--n",
      defaultValue = "1000",
      description = "How many at once (default: ${DEFAULT-VALUE}).")
  private int requests;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there too.")
  private Path json;

  private final Terminal terminal;

  BurstCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (requests < 1) {
      throw new CommandFailure("--n is a number from 1 on, not " + requests + ".");
    }
    if (!Files.isReadable(picture) || Files.isDirectory(picture)) {
      throw new CommandFailure("The file " + picture + " cannot be read.");
    }
    SorrelClient client = server.client(terminal);
    if (!client.server().getScheme().equals("http")) {
      throw new CommandFailure("bench burst speaks http only, not " + client.server() + ".");
    }
    String id = ModelNames.find(client, model).id();
    byte[] bytes = Files.readAllBytes(picture);
    // Loads the model, and says in words what would fail a thousand times.
    client.classifyOnce(id, bytes);
    terminal.note("Opening " + Words.of(requests, "connection") + ", then sending on all at once.");
    Burst burst =
        new Burst(client.server(), client.token().orElseThrow(), id, PictureTypes.of(bytes), bytes);
    LoadFigures figures = burst.fire(requests);
    new Table(LoadRows.columns()).row(LoadRows.cells(figures)).lines().forEach(terminal::say);
    figures
        .failures()
        .forEach((reason, count) -> terminal.note(Words.of(count) + " failed: " + reason));
    if (json != null) {
      Files.writeString(json, LoadRows.json(figures).toPrettyString());
    }
    return figures.ok() == requests ? 0 : CommandLines.FAILED;
  }
}
