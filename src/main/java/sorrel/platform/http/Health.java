package sorrel.platform.http;

import akka.http.javadsl.model.ContentTypes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells supervisors and monitors how the process is: alive, ready, and in figures. */
public final class Health implements Endpoint.Resource {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private static final int NOT_READY = 503;

  private final List<Check> checks;
  private final Metrics metrics;

  /**
   * One thing that must hold before requests make sense.
   *
   * @param name as shown to everyone, such as "database"
   * @param holds may block; throwing counts as not holding, and only the log tells why
   */
  public record Check(String name, Callable<Boolean> holds) {}

  public Health(List<Check> checks, Metrics metrics) {
    this.checks = List.copyOf(checks);
    this.metrics = metrics;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.EVERYONE, "/health/live")
            .async(
                _ ->
                    java.util.concurrent.CompletableFuture.completedStage(
                        Reply.ok(Map.of("status", "up")))),
        Endpoint.get(Access.EVERYONE, "/health/ready").blocking(_ -> ready()),
        Endpoint.get(Access.EVERYONE, "/metrics").blocking(_ -> figures()));
  }

  private Reply ready() {
    Map<String, String> found = new LinkedHashMap<>();
    for (Check check : checks) {
      found.put(check.name(), holds(check) ? "up" : "down");
    }
    boolean up = !found.containsValue("down");
    return Reply.json(up ? 200 : NOT_READY, Map.of("status", up ? "up" : "down", "checks", found));
  }

  private static boolean holds(Check check) {
    try {
      return check.holds().call();
    } catch (Exception failure) {
      LOG.warn("The check \"{}\" failed", check.name(), failure);
      return false;
    }
  }

  private Reply figures() {
    return Reply.bytes(
        ContentTypes.TEXT_PLAIN_UTF8, metrics.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
