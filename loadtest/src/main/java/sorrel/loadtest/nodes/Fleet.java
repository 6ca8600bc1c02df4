package sorrel.loadtest.nodes;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import sorrel.cli.client.SorrelClient;

/** Nodes that are one Sorrel together. */
public final class Fleet implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(3);

  private final List<Node> nodes = new ArrayList<>();

  /**
   * Starts them all and returns once each is a member.
   *
   * @param first is up before the others begin, and so is the oldest
   */
  public static Fleet start(Node.Plan first, List<Node.Plan> others) {
    Fleet fleet = new Fleet();
    fleet.nodes.add(Node.start(first));
    fleet.awaitAll();
    others.forEach(plan -> fleet.nodes.add(Node.start(plan)));
    fleet.awaitAll();
    return fleet;
  }

  private void awaitAll() {
    if (!allUp(START_MAX)) {
      List<String> missing =
          nodes.stream().filter(node -> node.upSince().isEmpty()).map(Node::name).toList();
      close();
      throw new IllegalStateException(missing + " did not start; see their logs");
    }
  }

  /** Whether each is a member again within a time. */
  public boolean allUp(Duration max) {
    return Pauses.until(() -> nodes.stream().allMatch(node -> node.upSince().isPresent()), max);
  }

  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** Those with exactly these roles. */
  public List<Node> withRoles(String roles) {
    return nodes.stream().filter(node -> node.roles().equals(roles)).toList();
  }

  /** The one of these that has been a member for longest: where the singletons of its role are. */
  public static Optional<Node> oldest(List<Node> nodes) {
    return nodes.stream()
        .filter(node -> node.upSince().isPresent())
        .min(Comparator.comparing(node -> node.upSince().orElseThrow()));
  }

  /** Makes an account, an administrator's as the first of all, and returns who uses it. */
  public AnyNode register() {
    List<URI> addresses = nodes.stream().flatMap(node -> node.address().stream()).toList();
    SorrelClient anyone = new SorrelClient(addresses.getFirst(), Optional.empty());
    String password = UUID.randomUUID().toString();
    anyone.register("load@sorrel.local", password);
    return new AnyNode(addresses, anyone.logIn("load@sorrel.local", password).token());
  }

  @Override
  public void close() {
    nodes.forEach(Node::stop);
    nodes.forEach(Node::close);
  }
}
