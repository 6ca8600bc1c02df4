package sorrel;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sorrel.cli.Terminal;
import sorrel.dataset.ImportBenchmark;
import sorrel.kernel.FileTrees;
import sorrel.kernel.ImageShape;
import sorrel.network.engine.OnnxRuntimeBackend;
import sorrel.network.engine.ServingBenchmark;
import sorrel.network.engine.TensorFlowBackend;
import sorrel.picture.KinBenchmark;
import sorrel.picture.PictureBenchmark;
import sorrel.training.domain.Architecture;
import sorrel.training.engine.BenchmarkNetworks;
import sorrel.training.engine.MemoryBenchmark;
import sorrel.training.engine.NativeLibrary;
import sorrel.training.engine.Precision;
import sorrel.training.engine.TrainingBenchmark;
import sorrel.training.engine.TrainingThreads;

/** The subcommands of {@code sorrel bench} that measure parts of the server in this process. */
final class Benchmarks {
  private Benchmarks() {}

  static Map<String, Object> all(Terminal terminal) {
    return Map.of(
        "training", new Training(),
        "memory", new Memory(),
        "serving", new Serving(),
        "pictures", new Pictures(),
        "kin", new Kin(),
        "import", new Imports());
  }

  private static PrintStream out() {
    return new PrintStream(System.out, true, StandardCharsets.UTF_8);
  }

  /** Images a second of one training step, and the share of the processor's peak. */
  @Command(name = "training", description = "Training speed against the processor's peak.")
  static final class Training implements Callable<Integer> {
    @Option(names = "--steps", description = "Steps that are timed. Default: ${DEFAULT-VALUE}")
    private int steps = 20;

    @Option(names = "--threads", description = "Threads of a step. Default: all cores")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
      NativeLibrary.load();
      new TrainingBenchmark(new TrainingThreads(threads), Precision.suited()).print(steps, out());
      return 0;
    }
  }

  /** Memory that a round of training takes, on pictures in a file of any size. */
  @Command(name = "memory", description = "What training takes in memory, against what was said.")
  static final class Memory implements Callable<Integer> {
    @Option(names = "--pictures", description = "Of 32x32. Default: ${DEFAULT-VALUE}")
    private int pictures = 1_000_000;

    @Option(
        names = "--memory",
        description = "What training may take, in MiB. Default: ${DEFAULT-VALUE}")
    private int mebibytes = 1_024;

    @Option(names = "--folder", description = "Where the file of pictures is made and removed.")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    @Override
    public Integer call() throws IOException {
      NativeLibrary.load();
      new MemoryBenchmark(new TrainingThreads(Runtime.getRuntime().availableProcessors()), out())
          .run(folder, new ImageShape(32, 32, 3), pictures, (long) mebibytes << 20);
      return 0;
    }
  }

  /** Time of a batch for each engine, on networks of two sizes. */
  @Command(name = "serving", description = "Engines that serve, against each other.")
  static final class Serving implements Callable<Integer> {
    @Option(
        names = "--seconds",
        description = "For each engine and batch size. Default: ${DEFAULT-VALUE}")
    private int seconds = 2;

    @Option(names = "--threads", description = "Threads of ONNX Runtime. Default: all cores")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
        names = "--network",
        paramLabel = "FOLDER",
        description = "A registered network, in place of two of Sorrel's own; with --input.")
    private Optional<Path> network = Optional.empty();

    @Option(
        names = "--input",
        paramLabel = "HxWxC",
        description = "The pictures it takes. Default: ${DEFAULT-VALUE}")
    private String input = "224x224x3";

    @Override
    public Integer call() throws IOException {
      ServingBenchmark benchmark =
          new ServingBenchmark(
              List.of(
                  new OnnxRuntimeBackend(threads), new TensorFlowBackend(NativeLibrary::load, 128)),
              Duration.ofSeconds(seconds),
              out());
      if (network.isPresent()) {
        Path home = network.get();
        benchmark.run(home.getFileName().toString(), home, BackboneCommand.shape(input));
        return 0;
      }
      Path folder = Files.createTempDirectory("sorrel-bench");
      try {
        for (Architecture network : List.of(BenchmarkNetworks.small(), BenchmarkNetworks.large())) {
          Path home = folder.resolve(Long.toString(network.parameters()));
          BenchmarkNetworks.export(network, home);
          benchmark.run(network.name(), home, network.input());
        }
      } finally {
        FileTrees.delete(folder);
      }
      return 0;
    }
  }

  /** Time to decode a picture, against ImageIO in the same run. */
  @Command(name = "pictures", description = "Decoding of pictures, against plain ImageIO.")
  static final class Pictures implements Callable<Integer> {
    @Parameters(paramLabel = "ZIP", arity = "1..*", description = "Zips of pictures.")
    private List<Path> zips;

    @Override
    public Integer call() throws IOException {
      new PictureBenchmark(zips).run(out());
      return 0;
    }
  }

  /** Pictures that are nearly the same as others. */
  @Command(
      name = "kin",
      description = "How many pictures are nearly the same as others, and which copies are found.")
  static final class Kin implements Callable<Integer> {
    @Parameters(paramLabel = "ZIP", arity = "1..*", description = "Zips of pictures.")
    private List<Path> zips;

    @Override
    public Integer call() throws IOException {
      for (Path zip : zips) {
        KinBenchmark.run(out(), zip);
      }
      return 0;
    }
  }

  /** Time of a whole import with a database of its own. */
  @Command(name = "import", description = "A whole import, with an embedded database.")
  static final class Imports implements Callable<Integer> {
    @Parameters(paramLabel = "ZIP", description = "A zip of class folders.")
    private Path zip;

    @Option(
        names = "--turns",
        description =
            "Imports with and without looking for kin, in turns. Default: ${DEFAULT-VALUE}")
    private int turns;

    @Override
    public Integer call() throws Exception {
      ImportBenchmark.run(out(), zip, turns);
      return 0;
    }
  }
}
