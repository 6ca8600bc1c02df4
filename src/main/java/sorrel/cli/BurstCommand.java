package sorrel.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sorrel.cli.client.PictureTypes;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.measure.Burst;
import sorrel.cli.measure.Latencies;
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
  public Integer call() throws IOException, InterruptedException {
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
    Burst.Outcome outcome = burst.fire(requests);
    table(outcome).lines().forEach(terminal::say);
    outcome
        .failures()
        .forEach((reason, count) -> terminal.note(Words.of(count) + " failed: " + reason));
    if (json != null) {
      Files.writeString(json, json(outcome));
    }
    return outcome.ok() == requests ? 0 : CommandLines.FAILED;
  }

  private static Table table(Burst.Outcome outcome) {
    Table table =
        new Table(
            ">requests", ">ok", ">failed", ">seconds", ">mean ms", ">p50 ms", ">p99 ms", ">max ms");
    String[] times =
        outcome
            .latencies()
            .map(l -> new String[] {ms(l.meanMs()), ms(p50(l)), ms(p99(l)), ms(l.maxMs())})
            .orElse(new String[] {"-", "-", "-", "-"});
    return table.row(
        Words.of(outcome.requests()),
        Words.of(outcome.ok()),
        Words.of(outcome.requests() - outcome.ok()),
        String.format(Locale.ROOT, "%.2f", outcome.seconds()),
        times[0],
        times[1],
        times[2],
        times[3]);
  }

  private static String json(Burst.Outcome outcome) {
    ObjectNode row = new ObjectMapper().createObjectNode();
    row.put("requests", outcome.requests())
        .put("ok", outcome.ok())
        .put("failed", outcome.requests() - outcome.ok())
        .put("seconds", outcome.seconds())
        .put("meanMs", outcome.latencies().map(Latencies::meanMs).orElse(null))
        .put("p50Ms", outcome.latencies().map(BurstCommand::p50).orElse(null))
        .put("p99Ms", outcome.latencies().map(BurstCommand::p99).orElse(null))
        .put("maxMs", outcome.latencies().map(Latencies::maxMs).orElse(null));
    return row.toPrettyString();
  }

  private static double p50(Latencies latencies) {
    return latencies.percentileMs(0.5);
  }

  private static double p99(Latencies latencies) {
    return latencies.percentileMs(0.99);
  }

  private static String ms(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
