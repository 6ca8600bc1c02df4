package sorrel.loadtest.kills;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import sorrel.loadtest.nodes.Acknowledged;
import sorrel.loadtest.nodes.AnyNode;
import sorrel.loadtest.nodes.Fleet;
import sorrel.loadtest.nodes.Load;
import sorrel.loadtest.nodes.Node;
import sorrel.loadtest.nodes.Pauses;

/**
 * Kills a node of each kind in each activity, in an order drawn by a seed, as often as wanted.
 *
 * @param said hears each turn
 */
record Kills(Fleet fleet, AnyNode nodes, Works works, Random random, Consumer<Turn> said) {
  private static final Duration QUIET_BEFORE = Duration.ofSeconds(2);

  /** At least, so that whoever is slow to be asked for is. */
  private static final Duration WATCHED_AFTER = Duration.ofSeconds(8);

  /** What is known of a run as a node dies may already be on its way. */
  private static final Duration ON_ITS_WAY = Duration.ofMillis(500);

  private static final Duration END_MAX = Duration.ofMinutes(2);

  private record Aim(Kind kind, Activity activity) {}

  /**
   * Does so many turns, and returns them.
   *
   * @param everything takes what was acknowledged in each
   */
  List<Turn> run(int times, List<Acknowledged> everything, Promotions promotions)
      throws IOException {
    List<Turn> turns = new ArrayList<>();
    for (Aim aim : aims(times)) {
      Acknowledged acknowledged = new Acknowledged();
      everything.add(acknowledged);
      Turn turn = turn(turns.size() + 1, aim, acknowledged, promotions);
      turns.add(turn);
      said.accept(turn);
    }
    return turns;
  }

  /** All pairs in a drawn order, again and again. */
  private List<Aim> aims(int times) {
    List<Aim> aims = new ArrayList<>();
    while (aims.size() < times) {
      List<Aim> pairs = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        for (Activity activity : Activity.values()) {
          pairs.add(new Aim(kind, activity));
        }
      }
      Collections.shuffle(pairs, random);
      aims.addAll(pairs);
    }
    return aims.subList(0, times);
  }

  private Turn turn(int number, Aim aim, Acknowledged acknowledged, Promotions promotions)
      throws IOException {
    List<String> lost = new ArrayList<>();
    List<Integer> ends = fleet.nodes().stream().map(Node::ends).toList();
    Load load =
        Load.begin(nodes, List.of(works.answering()), new Random(random.nextLong()), acknowledged);
    Node victim;
    Duration silence;
    Optional<Duration> training;
    try (load) {
      Pauses.sleep(QUIET_BEFORE);
      Work work = works.begin(aim.activity(), number, acknowledged);
      Pauses.sleep(Duration.ofMillis(random.nextInt(aim.activity().millisMax())));
      victim = aim.kind().of(fleet, random);
      victim.kill();
      long killed = System.nanoTime();
      CompletableFuture<Optional<Duration>> moved =
          CompletableFuture.supplyAsync(() -> untilMoved(work, killed));
      Pauses.sleep(WATCHED_AFTER);
      lost.addAll(work.faultsAtEnd(END_MAX));
      if (!fleet.allUp(END_MAX)) {
        lost.add("not all nodes came back");
      }
      training = moved.join();
      silence = load.longestSilence(killed);
    }
    lost.addAll(acknowledged.lost(nodes));
    for (String model : List.of(works.learner(), works.answering())) {
      lost.addAll(promotions.faults(nodes, model));
    }
    return new Turn(
        number,
        aim.kind(),
        aim.activity(),
        victim.name(),
        silence,
        training,
        load.failures(),
        fallen(ends, victim),
        lost);
  }

  /** The time from a kill until a run is further than it was; of work that trains. */
  private static Optional<Duration> untilMoved(Work work, long killed) {
    Pauses.sleep(ON_ITS_WAY);
    Optional<String> before = work.progress();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    if (!before.orElseThrow().startsWith("succeeded")) {
      Pauses.until(() -> !work.progress().equals(before), END_MAX);
    }
    return Optional.of(Pauses.since(killed));
  }

  private List<String> fallen(List<Integer> before, Node victim) {
    List<String> fallen = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      Node node = fleet.nodes().get(i);
      int own = node.ends() - before.get(i) - (node.equals(victim) ? 1 : 0);
      if (own > 0) {
        fallen.add(node.name());
      }
    }
    return fallen;
  }
}
