package sorrel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sorrel.cli.client.ClientException;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.measure.EvaluationRow;
import sorrel.cli.measure.EvaluationTable;
import sorrel.kernel.FileTrees;

/** Measures a fresh server of its own on sets of pictures. */
@Command(
    name = "evaluate",
    description =
        "Measures on sets of pictures: a fresh server in a temporary folder imports all classes but"
            + " the last, trains and classifies, then adds the last class while it goes on"
            + " classifying; a table says how long all took and how well it went.")
final class EvaluateCommand implements Callable<Integer> {
  private static final String EMAIL = "evaluate@sorrel.local";

  /** What no set here is likely to reach early, so that training shows what the budget can give. */
  private static final double TARGET_OUT_OF_REACH = 0.995;

  @Parameters(arity = "1..*", paramLabel = "ZIP", description = "Zips of pictures.")
  private List<Path> zips;

  @Option(
      names = "--budget",
      defaultValue = "15m",
      description = "The longest that each set may train (default: ${DEFAULT-VALUE}).")
  private Duration budget;

  @Option(
      names = "--target",
      defaultValue = "" + TARGET_OUT_OF_REACH,
      description = "The accuracy at which training ends (default: ${DEFAULT-VALUE}).")
  private double target;

  @Option(
      names = "--no-expand",
      description = "Trains on all classes at once; else the last one is added later.")
  private boolean noExpand;

  @Option(
      names = "--refine",
      description =
          "Waits for the further training that follows when a class was added, 10 minutes at most,"
              + " and measures again.")
  private boolean refine;

  @Option(
      names = "--unknown",
      paramLabel = "ZIP",
      description =
          "A zip of pictures of none of the classes; counts how often the model says that it does"
              + " not know them. May be repeated.")
  private List<Path> unknown = List.of();

  @Option(
      names = "--backbone",
      paramLabel = "FOLDER",
      description =
          "A pretrained network that the server has registered, as ./sorrel backbone add takes it."
              + " May be repeated.")
  private List<Path> backbones = List.of();

  @Option(
      names = "--warm-up",
      defaultValue = "4000",
      description =
          "Classifications before those that are measured, by which code is compiled; for at most 20"
              + " seconds (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there too.")
  private Path json;

  @Option(names = "--keep", description = "Keeps the temporary folder, and says where it is.")
  private boolean keep;

  private final Terminal terminal;
  private final Function<ServerOptions, LocalServer> servers;

  EvaluateCommand(Terminal terminal, Function<ServerOptions, LocalServer> servers) {
    this.terminal = terminal;
    this.servers = servers;
  }

  @Override
  public Integer call() throws IOException {
    zips.forEach(ZipFiles::check);
    unknown.forEach(ZipFiles::check);
    if (refine && noExpand) {
      throw new CommandFailure(
          "Only what was expanded is refined: leave out --no-expand or --refine.");
    }
    Path folder = Files.createTempDirectory("sorrel-evaluate-");
    try (LocalServer server = servers.apply(new ServerOptions(folder, Optional.of(0), backbones))) {
      return evaluate(caller(server));
    } finally {
      if (keep) {
        terminal.note("Kept " + folder);
      } else {
        FileTrees.delete(folder);
      }
    }
  }

  private int evaluate(SorrelClient client) throws IOException {
    EvaluationPlan plan = new EvaluationPlan(target, budget, !noExpand, refine, unknown, warmUp);
    Evaluation evaluation = new Evaluation(client, terminal, plan);
    List<EvaluationRow> rows = new ArrayList<>();
    int failed = 0;
    for (Path zip : zips) {
      terminal.note("== " + zip);
      try {
        Evaluation.Outcome outcome = evaluation.of(zip);
        rows.add(outcome.row());
        if (outcome.failure().isPresent()) {
          terminal.note(zip + ": " + outcome.failure().get());
          failed++;
        }
      } catch (ClientException | CommandFailure failure) {
        // What other sets have given or will give is not lost.
        terminal.note(zip + ": " + failure.getMessage());
        failed++;
      }
      if (json != null) {
        Files.writeString(json, EvaluationRow.json(rows));
      }
    }
    EvaluationTable.lines(rows).forEach(terminal::say);
    return failed == 0 ? 0 : CommandLines.FAILED;
  }

  private static SorrelClient caller(LocalServer server) {
    SorrelClient anyone = new SorrelClient(server.address(), Optional.empty());
    String password = RandomSecrets.password();
    anyone.register(EMAIL, password);
    SorrelClient session = anyone.as(anyone.logIn(EMAIL, password).token());
    return session.as(session.createToken("evaluate").token());
  }
}
