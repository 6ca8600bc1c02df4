package sorrel.loadtest.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sorrel.cli.measure.Latencies;
import sorrel.cli.measure.WireRequest;
import sorrel.loadtest.report.Graph;
import sorrel.loadtest.report.Row;
import sorrel.loadtest.server.Account;
import sorrel.loadtest.server.RunningServer;
import sorrel.loadtest.server.ServerSettings;

/**
 * So many classifications at the same moment on a server with one thread that classifies, then with
 * two, four and eight.
 *
 * @param repository where {@code sorrel} lies
 * @param folder for data and logs
 * @param sizes how many at once, one after the other
 * @param repeats of each, of which the one in the middle by its time is told
 * @param target the accuracy at which training ends
 */
public record Slots(
    Path repository,
    Path folder,
    Pictures pictures,
    List<Integer> sizes,
    int repeats,
    double target) {
  private static final List<Integer> SLOTS = List.of(1, 2, 4, 8);
  private static final Duration BUDGET = Duration.ofMinutes(5);

  /** Each of the servers has answered as many before it is compared. */
  private static final long WARM = 200_000;

  private static final Duration WARMING = Duration.ofMinutes(2);

  public Slots {
    sizes = List.copyOf(sizes);
  }

  /** Does all of it. */
  public List<Row> run() throws IOException {
    Account account = Account.next();
    String model;
    try (RunningServer server = server(1)) {
      Stage stage = Stage.registered(server, account);
      model = stage.importModel("digits", pictures.zip(), target);
      stage.train(model, target, BUDGET);
      stage.keep(model, History.NONE);
    }
    List<Row> rows = new ArrayList<>();
    for (int slots : SLOTS) {
      try (RunningServer server = server(slots)) {
        Stage stage = Stage.of(server, account);
        WireRequest request = stage.classification(model, pictures.picture(0));
        WarmUp.run(stage, _ -> request, WARM, WARMING);
        for (int size : sizes) {
          String name = "%,d at once, %d threads".formatted(size, slots);
          rows.add(
              Row.middle(
                  repeats,
                  () -> stage.measured(name, size, connections -> connections.once(_ -> request))));
        }
      }
    }
    return rows;
  }

  private RunningServer server(int slots) throws IOException {
    return RunningServer.start(
        repository,
        folder,
        new ServerSettings(
            Map.of("SORREL_INFERENCE_THREADS", Integer.toString(slots)), Optional.empty()));
  }

  /** The mean and the longest time by how many come at once, a line for each number of threads. */
  public Graph graph(List<Row> rows) {
    return new Graph(
        "Classifications at the same moment",
        "how many",
        "milliseconds",
        true,
        IntStream.range(0, SLOTS.size())
            .boxed()
            .flatMap(
                i ->
                    Stream.of(
                        line(rows, i, false, Latencies::meanMs),
                        line(rows, i, true, Latencies::maxMs)))
            .toList());
  }

  private Graph.Line line(
      List<Row> rows, int i, boolean longest, ToDoubleFunction<Latencies> value) {
    return new Graph.Line(
        "%s, %d threads".formatted(longest ? "longest" : "mean", SLOTS.get(i)),
        i,
        longest,
        sizes,
        rows.subList(i * sizes.size(), (i + 1) * sizes.size()).stream()
            .map(row -> value.applyAsDouble(row.figures().latencies().orElseThrow()))
            .toList());
  }
}
