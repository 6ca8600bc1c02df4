package sorrel.loadtest.partition;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import sorrel.cli.client.Contract;
import sorrel.loadtest.nodes.Acknowledged;
import sorrel.loadtest.nodes.AnyNode;
import sorrel.loadtest.nodes.Fleet;
import sorrel.loadtest.nodes.Load;
import sorrel.loadtest.nodes.Node;
import sorrel.loadtest.nodes.Pauses;

/**
 * Cuts one node off from the others while all three are asked, and all three reach the database.
 *
 * @param everyone who asks any of the nodes
 * @param models that are asked
 */
record Partition(
    Fleet fleet,
    Networks networks,
    AnyNode everyone,
    List<String> models,
    Acknowledged acknowledged,
    Random random) {
  private static final Duration QUIET_BEFORE = Duration.ofSeconds(3);

  /** Longer than all that is to happen takes, so that what should not has its time too. */
  private static final Duration CUT_FOR = Duration.ofSeconds(50);

  private static final Duration JOIN_MAX = Duration.ofMinutes(2);
  private static final Duration ASKED_AFTER = Duration.ofSeconds(5);
  private static final Duration READY_MAX = Duration.ofSeconds(1);
  private static final int OK = 200;

  /** Cuts off the one of a number, counted from 1, and heals it. */
  Cut run(int number) throws IOException {
    Node node = fleet.nodes().get(number - 1);
    List<Load> loads =
        fleet.nodes().stream()
            .map(each -> everyone.only(each.address().orElseThrow()))
            .map(each -> Load.begin(each, models, new Random(random.nextLong()), acknowledged))
            .toList();
    try {
      Pauses.sleep(QUIET_BEFORE);
      return cut(number, node, loads);
    } finally {
      loads.forEach(Load::close);
    }
  }

  private Cut cut(int number, Node node, List<Load> loads) throws IOException {
    int ends = node.ends();
    networks.cut(number);
    long cut = System.nanoTime();
    boolean down = Pauses.until(() -> node.ends() > ends || !ready(node), CUT_FOR);
    Duration stepsDown = Pauses.since(cut);
    boolean alone = down && Pauses.until(() -> ready(node), CUT_FOR.minus(stepsDown));
    List<Duration> silence = new ArrayList<>();
    for (int i = 0; i < loads.size(); i++) {
      if (i != number - 1) {
        silence.add(loads.get(i).longestSilence(cut));
      }
    }
    networks.heal(number);
    long healed = System.nanoTime();
    boolean joined = Pauses.until(() -> ready(node) && members() == loads.size(), JOIN_MAX);
    Optional<Duration> joinedAfter = joined ? Optional.of(Pauses.since(healed)) : Optional.empty();
    long asked = System.nanoTime();
    Pauses.sleep(ASKED_AFTER);
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < loads.size(); i++) {
      if (!loads.get(i).isAnswered(asked)) {
        faults.add(fleet.nodes().get(i).name() + " does not answer afterwards");
      }
    }
    return new Cut(
        node.name(),
        silence,
        down ? Optional.of(stepsDown) : Optional.empty(),
        alone,
        joinedAfter,
        faults);
  }

  private static boolean ready(Node node) {
    URI address = node.address().orElseThrow().resolve("/health/ready");
    HttpRequest request = HttpRequest.newBuilder(address).timeout(READY_MAX).build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(READY_MAX).build()) {
      return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException gone) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("told to stop", stopped);
    }
  }

  /** As many as every node says, if all say the same. */
  private long members() {
    List<Long> said =
        fleet.nodes().stream().map(Partition::address).map(this::members).distinct().toList();
    return said.size() == 1 ? said.getFirst() : 0;
  }

  private static URI address(Node node) {
    return node.address().orElseThrow();
  }

  private long members(URI address) {
    return everyone
        .only(address)
        .call(client -> client.nodes().stream().filter(Partition::isUp).count());
  }

  private static boolean isUp(Contract.Node node) {
    return node.status().equals("up");
  }
}
