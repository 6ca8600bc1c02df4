package sorrel.loadtest.kills;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sorrel.cli.client.Contract;
import sorrel.loadtest.nodes.AnyNode;
import sorrel.loadtest.nodes.Pauses;

/**
 * A zip that becomes a model's pictures.
 *
 * @param pictures in it, all different
 */
record ImportWork(AnyNode nodes, String model, String task, int pictures) implements Work {
  @Override
  public Optional<String> progress() {
    return Optional.empty();
  }

  @Override
  public List<String> faultsAtEnd(Duration max) {
    Pauses.until(() -> !now().path("finishedAt").asText().isEmpty(), max);
    JsonNode ended = now();
    if (!ended.path("status").asText().equals("succeeded")) {
      return List.of("import %s is %s".formatted(task, ended.path("status").asText("not there")));
    }
    List<String> faults = new ArrayList<>();
    JsonNode result = ended.path("result");
    long said = result.path("pictures").asLong();
    if (said + result.path("duplicates").asLong() != pictures) {
      faults.add("import %s of %d pictures counts %s".formatted(task, pictures, result));
    }
    Contract.Model counted = nodes.call(client -> client.model(model));
    long listed =
        nodes.call(
            client ->
                client.images(model, "training", pictures).size()
                    + client.images(model, "testing", pictures).size());
    if (counted.pictures() != said || listed != said) {
      faults.add(
          "import %s has %d pictures, its model counts %d and lists %d"
              .formatted(task, said, counted.pictures(), listed));
    }
    return faults;
  }

  private JsonNode now() {
    return nodes.get("/tasks/" + task).orElseThrow();
  }
}
