package sorrel.network.engine;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;

/** Measures how long engines take for batches of a network, in turns on the same machine. */
public final class ServingBenchmark {
  private static final List<Integer> BATCHES = List.of(1, 8, 32, 128);

  private final List<Backend> backends;
  private final Duration each;
  private final PrintStream out;

  /**
   * A benchmark of some engines.
   *
   * @param each how long each engine runs for each batch size
   */
  public ServingBenchmark(List<Backend> backends, Duration each, PrintStream out) {
    this.backends = List.copyOf(backends);
    this.each = each;
    this.out = out;
  }

  /**
   * Prints a table: microseconds for a batch, and pictures a second.
   *
   * @param name of the network
   * @param folder with its files
   */
  public void run(String name, Path folder, ImageShape input) {
    List<Trial.Runner> runners = new ArrayList<>();
    try {
      for (Backend backend : backends) {
        runners.add(new Trial.Runner(backend.name(), backend.open(folder, input)));
      }
      out.printf("%s: microseconds for a batch (pictures a second)%n", name);
      out.printf(Locale.ROOT, "%-5s", "batch");
      runners.forEach(runner -> out.printf(Locale.ROOT, "  %22s", runner.engine()));
      out.println();
      for (int batch : BATCHES) {
        row(batch, runners, input);
      }
      out.println();
    } finally {
      runners.stream().map(Trial.Runner::network).forEach(Network::close);
    }
  }

  private void row(int batch, List<Trial.Runner> runners, ImageShape input) {
    out.printf(Locale.ROOT, "%5d", batch);
    for (double micros : Trial.micros(runners, input, batch, each.toNanos() * runners.size())) {
      out.printf(Locale.ROOT, "  %11.0f (%,8.0f)", micros, batch * 1e6 / micros);
    }
    out.println();
  }
}
