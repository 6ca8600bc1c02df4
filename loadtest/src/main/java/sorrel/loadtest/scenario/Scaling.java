package sorrel.loadtest.scenario;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import sorrel.cli.measure.WireRequest;
import sorrel.loadtest.report.Graph;
import sorrel.loadtest.report.Row;
import sorrel.loadtest.report.Target;
import sorrel.loadtest.server.Account;
import sorrel.loadtest.server.RunningCluster;
import sorrel.loadtest.server.ServerSettings;

/**
 * The same load on one node, on two and on four, each held to the same share of a core.
 *
 * @param repository where {@code sorrel} lies
 * @param folder for data and logs
 * @param models how many are asked, each as often as the others
 * @param cores of each node
 * @param time of each measurement
 */
public record Scaling(
    Path repository,
    Path folder,
    ServerSettings settings,
    Pictures pictures,
    int models,
    double cores,
    Duration time) {
  private static final List<Integer> NODES = List.of(1, 2, 4);
  private static final List<Double> TIMES = List.of(1.0, 1.8, 3.4);

  /** As many for each of four nodes as other loads have for one. */
  private static final int CONNECTIONS = 256;

  private static final long SEED = 1;

  /**
   * Requests that a node has to answer before it is compared with others: it compiles till then.
   */
  private static final long WARM = 1_000_000;

  private static final Duration WARMING = Duration.ofMinutes(10);

  /** Does all of it. */
  public List<Row> run() throws IOException {
    Account account = Account.next();
    List<String> ids;
    try (RunningCluster cluster = cluster(1)) {
      ids = SmallModels.train(Stage.registered(cluster, account), pictures, models);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < NODES.size(); i++) {
      try (RunningCluster cluster = cluster(NODES.get(i))) {
        Stage stage = Stage.of(cluster, account);
        Target[] targets =
            i == 0
                ? new Target[0]
                : new Target[] {
                  Target.perSecond(TIMES.get(i) * rows.getFirst().figures().okPerSecond())
                };
        rows.add(measured(stage, cluster, ids, NODES.get(i), targets));
      }
    }
    return rows;
  }

  /** Answers a second by how many nodes there are. */
  public Graph graph(List<Row> rows) {
    return new Graph(
        "Nodes added under the same load",
        "nodes of %.1f cores".formatted(cores),
        "answers a second",
        false,
        List.of(
            new Graph.Line(
                "measured",
                0,
                false,
                NODES,
                rows.stream().map(row -> row.figures().okPerSecond()).toList()),
            new Graph.Line(
                "asked for",
                2,
                true,
                NODES,
                TIMES.stream()
                    .map(times -> times * rows.getFirst().figures().okPerSecond())
                    .toList())));
  }

  private RunningCluster cluster(int nodes) throws IOException {
    return RunningCluster.start(repository, folder, nodes, freePort(), settings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Row measured(
      Stage stage, RunningCluster cluster, List<String> ids, int nodes, Target... targets)
      throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    List<WireRequest> requests = new ArrayList<>();
    for (String id : ids) {
      stage.keep(id, History.NONE);
      requests.add(stage.classification(id, pictures.picture(0)));
    }
    IntFunction<WireRequest> next = _ -> requests.get(random.nextInt(requests.size()));
    stage.say("%d nodes".formatted(nodes));
    WarmUp.run(stage, next, WARM * nodes, WARMING);
    cluster.hold(cores);
    return stage.measured(
        "%d nodes of %.1f cores, %d models".formatted(nodes, cores, ids.size()),
        CONNECTIONS,
        each -> each.steadily(next, time),
        targets);
  }
}
