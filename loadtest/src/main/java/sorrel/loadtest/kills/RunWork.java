package sorrel.loadtest.kills;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sorrel.loadtest.nodes.AnyNode;
import sorrel.loadtest.nodes.Pauses;

/** A search or an expansion. */
record RunWork(AnyNode nodes, String model, String run) implements Work {
  private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");

  @Override
  public Optional<String> progress() {
    return Optional.of(now().map(RunWork::words).orElse("not there"));
  }

  /** Whether a candidate has begun to learn. */
  boolean trains() {
    return now().filter(json -> epochs(json) > 0 || ended(json)).isPresent();
  }

  private Optional<JsonNode> now() {
    return nodes.get("/models/%s/runs/%s".formatted(model, run));
  }

  private static String words(JsonNode json) {
    return json.path("state").asText() + " " + epochs(json);
  }

  private static int epochs(JsonNode json) {
    int epochs = 0;
    for (JsonNode candidate : json.path("candidates")) {
      epochs += candidate.path("epochs").asInt();
    }
    return epochs;
  }

  private static boolean ended(JsonNode json) {
    return ENDS.contains(json.path("state").asText());
  }

  @Override
  public List<String> faultsAtEnd(Duration max) {
    Pauses.until(() -> now().filter(RunWork::ended).isPresent(), max);
    String state = now().map(json -> json.path("state").asText()).orElse("not there");
    return state.equals("succeeded")
        ? List.of()
        : List.of("run %s of model %s is %s".formatted(run, model, state));
  }
}
