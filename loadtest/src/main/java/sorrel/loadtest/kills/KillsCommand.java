package sorrel.loadtest.kills;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sorrel.loadtest.nodes.Acknowledged;
import sorrel.loadtest.nodes.AnyNode;
import sorrel.loadtest.nodes.Fleet;
import sorrel.loadtest.nodes.Journal;
import sorrel.loadtest.nodes.TrialFiles;
import sorrel.platform.persistence.EmbeddedPostgres;

/** {@code loadtest/run kills}. */
@Command(
    name = "loadtest/run kills",
    description = {
      "Starts nodes of one role each, kills one after the other while they work, and looks whether"
          + " anything is lost.",
      "Fewer than three nodes with the role model are no cluster that outlives the death of each."
    },
    mixinStandardHelpOptions = true)
public final class KillsCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final String LINE = "%-6s  %s: %d of %d%n";

  @Option(names = "--times", defaultValue = "20", description = "Kills: ${DEFAULT-VALUE}.")
  private int times;

  @Option(names = "--seed", description = "Of the order of kills; else it is drawn, and printed.")
  private long seed = System.nanoTime();

  @Option(names = "--http", defaultValue = "2", description = "Such nodes: ${DEFAULT-VALUE}.")
  private int http;

  @Option(names = "--model", defaultValue = "3", description = "Such nodes: ${DEFAULT-VALUE}.")
  private int model;

  @Option(names = "--runner", defaultValue = "1", description = "Such nodes: ${DEFAULT-VALUE}.")
  private int runner;

  @Mixin private TrialFiles files;

  private final Path repository;

  /** Of the program in a folder. */
  public KillsCommand(Path repository) {
    this.repository = repository;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    System.err.printf("Seed %d%n", seed);
    return files.with("kills", this::run);
  }

  private int run(Path folder, EmbeddedPostgres postgres) throws IOException, SQLException {
    Layout layout = new Layout(repository, folder, postgres.address(), http, model, runner);
    try (Fleet fleet = layout.start()) {
      return said(fleet, folder, new Journal(postgres.address()));
    }
  }

  private int said(Fleet fleet, Path folder, Journal journal) throws IOException, SQLException {
    AnyNode nodes = fleet.register();
    List<Acknowledged> everything = new ArrayList<>(List.of(new Acknowledged()));
    Promotions promotions = new Promotions();
    Works works = Works.prepare(nodes, folder, everything.getFirst());
    List<Turn> turns =
        new Kills(fleet, nodes, works, new Random(seed), turn -> System.out.println(turn.line()))
            .run(times, everything, promotions);
    List<String> lost = everything.stream().flatMap(each -> each.lost(nodes).stream()).toList();
    Journal.Found found = journal.read();
    System.out.printf(
        "%nAcknowledged: %,d. Versions: %d. Events: %,d of %,d lives of actors.%n",
        everything.stream().mapToInt(Acknowledged::count).sum(),
        promotions.count(),
        found.events(),
        found.writers());
    Stream.of(lost, found.faults()).flatMap(List::stream).forEach(System.out::println);
    boolean met =
        said("answers again within 15 s", turns, Turn::isServedInTime)
            & said("training again within 20 s", turns, Turn::isTrainedInTime)
            & said(
                "nothing acknowledged lost, no run promoted twice",
                turns,
                each -> each.lost().isEmpty());
    boolean kept = lost.isEmpty() && found.faults().isEmpty();
    System.out.printf("%-6s  all of it there at the end, in a single history%n", word(kept));
    return met && kept ? 0 : FAILED;
  }

  private static boolean said(String target, List<Turn> turns, Predicate<Turn> isMet) {
    long met = turns.stream().filter(isMet).count();
    System.out.printf(LINE, word(met == turns.size()), target, met, turns.size());
    return met == turns.size();
  }

  private static String word(boolean met) {
    return met ? "met" : "MISSED";
  }
}
