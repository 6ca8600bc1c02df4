package sorrel.loadtest.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** What nodes have said that they have, to be asked for afterwards. */
public final class Acknowledged {
  /** In which an accepted classification has its answer. */
  private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(1);

  private final Queue<String> answered = new ConcurrentLinkedQueue<>();
  private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
  private final Queue<String> pictures = new ConcurrentLinkedQueue<>();
  private final Queue<String> models = new ConcurrentLinkedQueue<>();

  private record Accepted(String task, long nanos) {}

  /** A classification that was answered 200, by its task. */
  void answered(String task) {
    answered.add(task);
  }

  /** A classification that was answered 202, by its task. */
  void accepted(String task) {
    accepted.add(new Accepted(task, System.nanoTime()));
  }

  /** A picture that was added, by its id. */
  void picture(String id) {
    pictures.add(id);
  }

  /** A model that was made, by its id. */
  public void model(String id) {
    models.add(id);
  }

  /** How much there is to ask for. */
  public int count() {
    return answered.size() + accepted.size() + pictures.size() + models.size();
  }

  /** What is not there, or not as it was said to be, as sentences. */
  public List<String> lost(AnyNode nodes) {
    List<String> lost = new ArrayList<>();
    models.forEach(id -> absent(nodes, "/models/", id, "model").ifPresent(lost::add));
    pictures.forEach(id -> absent(nodes, "/images/", id, "picture").ifPresent(lost::add));
    for (String task : answered) {
      String status = status(nodes, task);
      if (!status.equals("succeeded")) {
        lost.add("classification %s was answered and is %s".formatted(task, status));
      }
    }
    for (Accepted each : accepted) {
      lateOrLost(nodes, each).ifPresent(lost::add);
    }
    return lost;
  }

  private static Optional<String> absent(AnyNode nodes, String path, String id, String what) {
    return nodes.get(path + id).isPresent()
        ? Optional.empty()
        : Optional.of("%s %s is not there".formatted(what, id));
  }

  private static Optional<String> lateOrLost(AnyNode nodes, Accepted each) {
    AtomicReference<String> status = new AtomicReference<>("");
    Duration left = ANSWERED_WITHIN.minus(Pauses.since(each.nanos()));
    boolean ended =
        Pauses.until(
            () -> {
              status.set(status(nodes, each.task()));
              return !status.get().equals("queued") && !status.get().equals("running");
            },
            left);
    return ended && status.get().equals("succeeded")
        ? Optional.empty()
        : Optional.of("classification %s was accepted and is %s".formatted(each.task(), status));
  }

  private static String status(AnyNode nodes, String task) {
    Optional<JsonNode> found = nodes.get("/tasks/" + task);
    return found.map(json -> json.path("status").asText()).orElse("not there");
  }
}
