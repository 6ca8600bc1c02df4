package sorrel.loadtest.partition;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sorrel.cli.client.Contract;
import sorrel.loadtest.nodes.Acknowledged;
import sorrel.loadtest.nodes.AnyNode;
import sorrel.loadtest.nodes.Fleet;
import sorrel.loadtest.nodes.Journal;
import sorrel.loadtest.nodes.Node;
import sorrel.loadtest.nodes.Pauses;
import sorrel.loadtest.nodes.TrialFiles;
import sorrel.loadtest.scenario.DrawnDigits;
import sorrel.platform.config.DatabaseAddress;
import sorrel.platform.persistence.EmbeddedPostgres;

/** {@code loadtest/run partition}. */
@Command(
    name = "loadtest/run partition",
    description = {
      "Starts three nodes in network namespaces, cuts one off from the two others but not from the"
          + " database, and looks whether there is one history.",
      "First one that has no singletons, then the one that has them. Needs Linux, root and iproute2."
    },
    mixinStandardHelpOptions = true)
public final class PartitionCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int NODES = 3;
  private static final int PORT = 8080;
  private static final int MODELS = 4;
  private static final int CLASSES = 3;
  private static final int PICTURES_EACH = 30;
  private static final double TARGET = 0.05;
  private static final Duration TRAINED_MAX = Duration.ofMinutes(2);
  private static final String JAVA = "-Xmx500m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  @Option(names = "--seed", defaultValue = "1", description = "Of the pictures: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private TrialFiles files;

  private final Path repository;

  /** Of the program in a folder. */
  public PartitionCommand(Path repository) {
    this.repository = repository;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    return files.with("partition", this::run);
  }

  private int run(Path folder, EmbeddedPostgres postgres) throws IOException, SQLException {
    try (Networks networks = Networks.make(NODES)) {
      // Of a process that is told to stop, too.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(networks::remove));
      URI local = URI.create(postgres.address().url().substring("jdbc:".length()));
      try (Relay relay = Relay.begin(Networks.host(), local.getPort())) {
        String url =
            "jdbc:postgresql://%s:%d%s".formatted(Networks.host(), relay.port(), local.getPath());
        DatabaseAddress seen =
            new DatabaseAddress(url, postgres.address().user(), postgres.address().password());
        try (Fleet fleet = start(folder, seen)) {
          return said(fleet, networks, folder, new Journal(postgres.address()));
        }
      }
    }
  }

  private Fleet start(Path folder, DatabaseAddress database) throws IOException {
    List<Node.Plan> plans = new ArrayList<>();
    for (int number = 1; number <= NODES; number++) {
      plans.add(plan(folder, database, number));
    }
    return Fleet.start(plans.getFirst(), plans.subList(1, NODES));
  }

  private Node.Plan plan(Path folder, DatabaseAddress database, int number) throws IOException {
    String name = "node-" + number;
    List<String> command =
        List.of(
            "ip",
            "netns",
            "exec",
            Networks.name(number),
            repository.resolve("sorrel").toAbsolutePath().toString(),
            "node",
            "--host",
            Networks.talk(number),
            "--port",
            Integer.toString(PORT),
            "--parent",
            Long.toString(ProcessHandle.current().pid()),
            "--data",
            Files.createDirectories(folder.resolve(name)).toString());
    Map<String, String> environment =
        Map.of(
            "SORREL_HTTP_HOST", Networks.data(number),
            "SORREL_DATABASE_URL", database.url(),
            "SORREL_DATABASE_USER", database.user(),
            "SORREL_DATABASE_PASSWORD", database.password(),
            "SORREL_BLOBS_FOLDER", folder.resolve("blobs").toString(),
            "SORREL_OPTS", JAVA);
    URI address = URI.create("http://%s:%d".formatted(Networks.data(number), PORT));
    return new Node.Plan(
        name, "all", command, environment, Optional.of(address), folder.resolve(name + ".log"));
  }

  private int said(Fleet fleet, Networks networks, Path folder, Journal journal)
      throws IOException, SQLException {
    AnyNode everyone = fleet.register();
    Acknowledged acknowledged = new Acknowledged();
    Partition partition =
        new Partition(
            fleet,
            networks,
            everyone,
            trained(everyone, folder, acknowledged),
            acknowledged,
            new Random(seed));
    boolean met = true;
    // The last is never the oldest, and the first is, as nothing has ended it yet.
    for (int number : List.of(NODES, 1)) {
      Cut cut = partition.run(number);
      System.out.println(cut.line());
      met &= cut.isMet();
    }
    List<String> lost = acknowledged.lost(everyone);
    Journal.Found found = journal.read();
    System.out.printf(
        "Acknowledged: %,d, lost: %d. Events: %,d of %,d lives of actors.%n",
        acknowledged.count(), lost.size(), found.events(), found.writers());
    lost.forEach(System.out::println);
    found.faults().forEach(System.out::println);
    met &= lost.isEmpty() && found.faults().isEmpty();
    System.out.println(met ? "met: one side serves, the other steps down, one history" : "MISSED");
    return met ? 0 : FAILED;
  }

  private List<String> trained(AnyNode nodes, Path folder, Acknowledged acknowledged)
      throws IOException {
    Path zip = folder.resolve("digits.zip");
    DrawnDigits.writeZip(zip, CLASSES, PICTURES_EACH, seed);
    List<String> models = new ArrayList<>();
    for (int number = 1; number <= MODELS; number++) {
      String name = "model " + number;
      String model = nodes.call(client -> client.createModel(name, TARGET)).id();
      acknowledged.model(model);
      Contract.Task task = nodes.call(client -> client.importZip(model, zip, _ -> {}));
      await(() -> nodes.call(client -> client.task(task.id())).finished());
      nodes.call(client -> client.startRun(model, TARGET, TRAINED_MAX));
      await(() -> nodes.call(client -> client.model(model)).serving().isPresent());
      models.add(model);
    }
    return models;
  }

  private static void await(BooleanSupplier condition) {
    if (!Pauses.until(condition, TRAINED_MAX)) {
      throw new IllegalStateException("not done in time, before anything was cut");
    }
  }
}
