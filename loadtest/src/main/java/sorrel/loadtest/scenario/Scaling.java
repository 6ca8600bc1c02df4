package sorrel.loadtest.scenario;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import sorrel.cli.measure.WireRequest;
import sorrel.loadtest.report.Graph;
import sorrel.loadtest.report.Row;
import sorrel.loadtest.report.Target;
import sorrel.loadtest.server.Loaded;
import sorrel.loadtest.server.RunningCluster;
import sorrel.loadtest.server.ServerSettings;
import sorrel.loadtest.server.ServersApart;

/**
 * One node, two and four, each held to the same share of a core: with as many callers for each, and
 * with the same load on however many there are.
 *
 * @param repository where {@code sorrel} lies
 * @param apart nodes know nothing of each other, each with a database and a copy of every model:
 *     what this machine gives to nodes whose cooperation costs nothing
 * @param folder for data and logs
 * @param models how many are asked, each as often as the others
 * @param cores of each node
 * @param time of each measurement
 */
public record Scaling(
    Path repository,
    Path folder,
    boolean apart,
    ServerSettings settings,
    Pictures pictures,
    int models,
    double cores,
    Duration time) {
  private static final List<Integer> NODES = List.of(1, 2, 4);
  private static final List<Double> TIMES = List.of(1.0, 1.8, 3.4);

  private static final int CONNECTIONS_EACH = 256;

  /** Of the load that does not grow with the nodes: as many as the most nodes have. */
  private static final int CONNECTIONS = CONNECTIONS_EACH * NODES.getLast();

  private static final long SEED = 1;

  /**
   * Requests that a node has to answer before it is compared with others: it compiles till then.
   */
  private static final long WARM = 1_000_000;

  private static final Duration WARMING = Duration.ofMinutes(10);

  /** Does all of it. */
  public List<Row> run() throws IOException {
    String token;
    List<String> ids;
    try (Loaded first = nodes(1)) {
      Stage stage = Stage.on(first);
      ids = SmallModels.train(stage, pictures, models);
      for (String id : ids) {
        stage.keep(id, History.NONE);
      }
      token = stage.token();
    }
    List<Row> each = new ArrayList<>();
    List<Row> same = new ArrayList<>();
    for (int i = 0; i < NODES.size(); i++) {
      int count = NODES.get(i);
      try (Loaded nodes = nodes(count)) {
        Stage stage = Stage.with(nodes, token);
        IntFunction<WireRequest> requests = requests(stage, ids);
        stage.say(named(count));
        WarmUp.run(stage, requests, WARM * count, WARMING);
        nodes.hold(cores);
        // What was still to be compiled takes long on a share of a core.
        WarmUp.run(stage, requests, 0, WARMING);
        Target[] targets =
            each.isEmpty()
                ? new Target[0]
                : new Target[] {Target.perSecond(TIMES.get(i) * perSecond(each.getFirst()))};
        each.add(measured(stage, count, CONNECTIONS_EACH * count, requests, targets));
        same.add(measured(stage, count, CONNECTIONS, requests));
      }
    }
    return Stream.concat(each.stream(), same.stream()).toList();
  }

  /** Answers a second by how many nodes there are. */
  public Graph graph(List<Row> rows) {
    List<Row> each = rows.subList(0, NODES.size());
    return new Graph(
        "Nodes added",
        "nodes of %.1f cores".formatted(cores),
        "answers a second",
        false,
        List.of(
            line("%d connections a node".formatted(CONNECTIONS_EACH), 0, each),
            line(
                "the same load, %,d connections".formatted(CONNECTIONS),
                1,
                rows.subList(NODES.size(), rows.size())),
            new Graph.Line(
                "asked for",
                2,
                true,
                NODES,
                TIMES.stream().map(times -> times * perSecond(each.getFirst())).toList())));
  }

  private static Graph.Line line(String name, int colour, List<Row> rows) {
    return new Graph.Line(
        name, colour, false, NODES, rows.stream().map(Scaling::perSecond).toList());
  }

  private static double perSecond(Row row) {
    return row.figures().okPerSecond();
  }

  private Loaded nodes(int count) throws IOException {
    return apart
        ? ServersApart.start(repository, folder, count, settings)
        : RunningCluster.start(repository, folder, count, freePort(), settings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Any model as often as the others. */
  private IntFunction<WireRequest> requests(Stage stage, List<String> ids) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<WireRequest> all =
        ids.stream().map(id -> stage.classification(id, pictures.picture(0))).toList();
    return _ -> all.get(random.nextInt(all.size()));
  }

  private String named(int count) {
    return "%d nodes%s of %.1f cores".formatted(count, apart ? " apart" : "", cores);
  }

  private Row measured(
      Stage stage,
      int count,
      int connections,
      IntFunction<WireRequest> requests,
      Target... targets) {
    return stage.measured(
        "%s, %,d connections".formatted(named(count), connections),
        connections,
        open -> open.steadily(requests, time),
        targets);
  }
}
