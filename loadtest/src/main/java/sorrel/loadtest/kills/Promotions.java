package sorrel.loadtest.kills;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import sorrel.loadtest.nodes.AnyNode;

/** The versions that models have had, and the run that each came of. */
final class Promotions {
  private final Map<String, Map<Integer, String>> known = new HashMap<>();

  /**
   * Reads a model's versions and returns, as sentences, what cannot be: one that is gone, one that
   * came of another run than before, or a run that was promoted twice.
   */
  List<String> faults(AnyNode nodes, String model) {
    Optional<JsonNode> versions = nodes.get("/models/%s/versions".formatted(model));
    if (versions.isEmpty()) {
      return List.of("model %s has no list of versions".formatted(model));
    }
    List<String> faults = new ArrayList<>();
    Map<Integer, String> now = new TreeMap<>();
    Set<String> runs = new HashSet<>();
    int last = Integer.MAX_VALUE;
    for (JsonNode each : versions.get().path("items")) {
      int number = each.path("version").asInt();
      String run = each.path("run").asText();
      if (number >= last) {
        faults.add("model %s: version %d is listed after %d".formatted(model, number, last));
      }
      last = number;
      now.put(number, run);
      if (!runs.add(run)) {
        faults.add("model %s: run %s was promoted twice".formatted(model, run));
      }
    }
    Map<Integer, String> before = known.getOrDefault(model, Map.of());
    before.forEach(
        (number, run) -> {
          if (!run.equals(now.get(number))) {
            faults.add("model %s: version %d is another or gone".formatted(model, number));
          }
        });
    known.put(model, now);
    return faults;
  }

  /** How many versions there are of all models. */
  int count() {
    return known.values().stream().mapToInt(Map::size).sum();
  }
}
