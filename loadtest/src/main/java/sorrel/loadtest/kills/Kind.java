package sorrel.loadtest.kills;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import sorrel.loadtest.nodes.Fleet;
import sorrel.loadtest.nodes.Node;

/** Which node dies. */
enum Kind {
  HTTP("http"),
  MODEL("model"),
  RUNNER("runner"),
  SINGLETONS("singletons' host");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** One of this kind. */
  Node of(Fleet fleet, RandomGenerator random) {
    List<Node> models = fleet.withRoles("model");
    Optional<Node> oldest = Fleet.oldest(models);
    return switch (this) {
      case HTTP -> any(fleet.withRoles("http"), random);
      case RUNNER -> any(fleet.withRoles("runner"), random);
      case SINGLETONS -> oldest.orElseThrow();
      case MODEL ->
          any(models.stream().filter(node -> !Optional.of(node).equals(oldest)).toList(), random);
    };
  }

  private static Node any(List<Node> nodes, RandomGenerator random) {
    return nodes.get(random.nextInt(nodes.size()));
  }
}
