package sorrel.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sorrel.cli.client.ClientException;
import sorrel.kernel.FileTrees;
import sorrel.loadtest.gatling.Asserted;
import sorrel.loadtest.gatling.GatlingClient;
import sorrel.loadtest.kills.KillsCommand;
import sorrel.loadtest.partition.PartitionCommand;
import sorrel.loadtest.report.Graph;
import sorrel.loadtest.report.Report;
import sorrel.loadtest.report.Row;
import sorrel.loadtest.scenario.Bursts;
import sorrel.loadtest.scenario.DrawnDigits;
import sorrel.loadtest.scenario.History;
import sorrel.loadtest.scenario.ManyModels;
import sorrel.loadtest.scenario.Mixed;
import sorrel.loadtest.scenario.Pictures;
import sorrel.loadtest.scenario.Scaling;
import sorrel.loadtest.scenario.Scenario;
import sorrel.loadtest.scenario.Slots;
import sorrel.loadtest.scenario.Stage;
import sorrel.loadtest.scenario.Sustained;
import sorrel.loadtest.scenario.WarmUp;
import sorrel.loadtest.server.RunningServer;
import sorrel.loadtest.server.ServerSettings;

/** {@code loadtest/run}: starts a server, loads it, prints what was measured. */
@Command(
    name = "loadtest/run",
    description = "Starts a Sorrel of its own, loads it, and prints how it answered.",
    mixinStandardHelpOptions = true)
final class Main implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int DIGITS = 10;
  private static final int DIGITS_EACH = 200;

  /** Where many models are trained. */
  private static final int FEW_DIGITS = 3;

  private static final int FEW_DIGITS_EACH = 30;
  private static final int MODELS = 1000;
  private static final int MODELS_OF_SCALING = 24;

  private static final Duration TIME = Duration.ofSeconds(20);

  /** For longer than the others: the first seconds of a training are not like the rest. */
  private static final Duration TIME_OF_MIXED = Duration.ofMinutes(1);

  private static final Duration BUDGET = Duration.ofMinutes(5);

  /** Which scenarios there are. */
  enum Name {
    BURST,
    SUSTAINED,
    MIXED,
    MANY_MODELS,
    SCALING,
    SLOTS;

    /** Whether Gatling does it too. */
    boolean ofGatling() {
      return switch (this) {
        case BURST, SUSTAINED, MIXED, MANY_MODELS -> true;
        case SCALING, SLOTS -> false;
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Parameters(paramLabel = "NAME", description = "What is done: ${COMPLETION-CANDIDATES}.")
  private Name name;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there too.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      description = "Of scaling and slots: draws the figures there, as PNG.")
  private Optional<Path> graph = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "ZIP",
      description = "Pictures to train on and to send, such as MNIST; else digits are drawn.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--target",
      defaultValue = "0.97",
      description =
          "The accuracy at which training ends: a higher one takes a larger network (default:"
              + " ${DEFAULT-VALUE}).")
  private double target;

  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "1,10,100,1000,10000",
      description = "Of burst and slots: how many at once (default: ${DEFAULT-VALUE}).")
  private List<Integer> sizes;

  @Option(
      names = "--repeats",
      defaultValue = "5",
      description =
          "Of burst and slots: how often each; the middle one is told (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--seconds",
      description =
          "Of all but burst and slots: how long each measurement takes (default: 20, mixed: 60).")
  private Optional<Integer> seconds = Optional.empty();

  @Option(
      names = "--models",
      description = "Of many-models and scaling: how many are asked (default: 1000, 24).")
  private Optional<Integer> models = Optional.empty();

  @Option(
      names = "--memory-for",
      paramLabel = "MODELS",
      defaultValue = "50",
      description = "Of many-models: how many fit into memory (default: ${DEFAULT-VALUE}).")
  private int held;

  @Option(
      names = "--cores",
      defaultValue = "0.4",
      description = "Of scaling: what each node has (default: ${DEFAULT-VALUE}).")
  private double cores;

  @Option(
      names = "--apart",
      description =
          "Of scaling: servers that know nothing of each other instead, to see what the machine"
              + " itself allows.")
  private boolean apart;

  @Option(
      names = "--gatling",
      description =
          "Of all but scaling and slots: sends the requests with Gatling instead; its assertions"
              + " are the targets.")
  private boolean gatling;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Lets the JDK's flight recorder write there what the server does.")
  private Optional<Path> profile = Optional.empty();

  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    String first = words.isEmpty() ? "" : words.getFirst();
    System.exit(
        switch (first) {
          case "kills" -> execute(new KillsCommand(repository()), rest(words));
          case "partition" -> execute(new PartitionCommand(repository()), rest(words));
          default -> execute(new Main(), words);
        });
  }

  private static List<String> rest(List<String> words) {
    return words.subList(1, words.size());
  }

  private static int execute(Callable<Integer> command, List<String> words) {
    CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Name.class, text -> Name.valueOf(constant(text)));
    line.setExecutionExceptionHandler((failure, _, _) -> said(failure));
    return line.execute(words.toArray(String[]::new));
  }

  private static String constant(String text) {
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static int said(Exception failure) {
    System.err.println(
        failure instanceof ClientException || failure instanceof IOException
            ? failure.getMessage()
            : failure.toString());
    return FAILED;
  }

  @Override
  public Integer call() throws IOException {
    if (gatling && !name.ofGatling()) {
      throw new IOException("There is no " + name + " for Gatling; leave out --gatling.");
    }
    Path folder = Files.createTempDirectory("sorrel-loadtest-");
    try {
      return switch (name) {
        case SCALING -> {
          Scaling scaling = scaling(folder);
          yield drawn(scaling.run(), scaling::graph);
        }
        case SLOTS -> {
          Slots slots = new Slots(repository(), folder, pictures(folder), sizes, repeats, target);
          yield drawn(slots.run(), slots::graph);
        }
        case BURST, SUSTAINED, MIXED, MANY_MODELS -> onOneServer(folder);
      };
    } finally {
      FileTrees.delete(folder);
    }
  }

  private int drawn(List<Row> rows, Function<List<Row>, Graph> as) throws IOException {
    if (graph.isPresent()) {
      as.apply(rows).write(graph.get());
    }
    return said(rows);
  }

  private Scaling scaling(Path folder) throws IOException {
    return new Scaling(
        repository(),
        folder,
        apart,
        new ServerSettings(Map.of(), profile),
        pictures(folder),
        models.orElse(MODELS_OF_SCALING),
        cores,
        time());
  }

  private int onOneServer(Path folder) throws IOException {
    Map<String, String> settings =
        name == Name.MANY_MODELS
            ? Map.of("SORREL_INFERENCE_CACHE", ManyModels.memory(held))
            : Map.of();
    try (RunningServer server =
        RunningServer.start(repository(), folder, new ServerSettings(settings, profile))) {
      Stage stage = Stage.on(server);
      return gatling ? gatling(stage, folder) : said(scenario(stage, folder).run(stage));
    }
  }

  private int said(List<Row> rows) throws IOException {
    Report report = new Report(rows);
    report.lines().forEach(System.out::println);
    if (json.isPresent()) {
      Files.writeString(json.get(), report.json());
    }
    return report.targetsMet() ? 0 : FAILED;
  }

  private int gatling(Stage stage, Path folder) throws IOException {
    Pictures pictures = pictures(folder);
    GatlingClient client = new GatlingClient(stage, pictures.some().getFirst(), time(), folder);
    List<Asserted> all =
        switch (name) {
          case BURST -> List.of(client.bursts(warm(stage, pictures)));
          case SUSTAINED -> List.of(client.sustained(warm(stage, pictures)));
          case MIXED -> mixed(stage, pictures).run(stage, client);
          case MANY_MODELS -> manyModels(pictures).run(stage, client);
          case SCALING, SLOTS -> throw new IllegalStateException(name + " is not for Gatling");
        };
    System.out.println();
    all.stream().flatMap(each -> each.lines().stream()).forEach(System.out::println);
    return all.stream().allMatch(Asserted::met) ? 0 : FAILED;
  }

  /** A model of a server that has compiled what is busy: Gatling asks too little for that. */
  private String warm(Stage stage, Pictures pictures) throws IOException {
    String model = trained(stage, pictures);
    stage.keep(model, History.NONE);
    WarmUp.run(stage, stage.classification(model, pictures.some().getFirst()));
    return model;
  }

  private Duration time() {
    return seconds.map(Duration::ofSeconds).orElse(name == Name.MIXED ? TIME_OF_MIXED : TIME);
  }

  private Pictures pictures(Path folder) throws IOException {
    return Pictures.of(data.isPresent() ? data.get() : drawn(folder));
  }

  private String trained(Stage stage, Pictures pictures) {
    String model = stage.importModel("digits", pictures.zip(), target);
    stage.train(model, target, BUDGET);
    return model;
  }

  private Scenario scenario(Stage stage, Path folder) throws IOException {
    Pictures pictures = pictures(folder);
    return switch (name) {
      case BURST -> new Bursts(trained(stage, pictures), pictures, sizes, repeats);
      case MIXED -> mixed(stage, pictures);
      case SUSTAINED -> new Sustained(trained(stage, pictures), pictures, time());
      case MANY_MODELS -> manyModels(pictures);
      case SCALING, SLOTS -> throw new IllegalStateException(name + " starts servers of its own");
    };
  }

  private Mixed mixed(Stage stage, Pictures pictures) {
    return new Mixed(trained(stage, pictures), pictures, time());
  }

  private ManyModels manyModels(Pictures pictures) {
    return new ManyModels(pictures, models.orElse(MODELS), held, time());
  }

  private Path drawn(Path folder) throws IOException {
    Path zip = folder.resolve("digits.zip");
    switch (name) {
      case BURST, SUSTAINED, MIXED, SLOTS -> DrawnDigits.writeZip(zip, DIGITS, DIGITS_EACH, 1);
      case MANY_MODELS, SCALING -> DrawnDigits.writeZip(zip, FEW_DIGITS, FEW_DIGITS_EACH, 1);
    }
    return zip;
  }

  private static Path repository() {
    return Path.of(System.getProperty("sorrel.repository", ".."));
  }
}
