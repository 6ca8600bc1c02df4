package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** Nodes are restarted one after the other, and nobody who asks notices. */
class RollingRestartIT {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int PER_SECOND = 20;

  /** Callers set a limit of their own to how long they wait. */
  private static final Duration SLOWEST_MAX = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void a_restart_of_each_node_in_turn_fails_no_request(TestReporter figures) throws Exception {
    try (ThreeNodes nodes = ThreeNodes.start(folder, "-Dsorrel.http.drain=2s")) {
      SorrelClient client = nodes.client(1);
      String model = trained(client);
      String token = client.token().orElseThrow();
      byte[] picture = DrawnPictures.picture(1, new Random(3));
      List<URI> addresses =
          IntStream.rangeClosed(1, ThreeNodes.COUNT).mapToObj(nodes::address).toList();
      Balancer balancer = new Balancer(addresses);
      try (balancer) {
        awaitTrue(() -> addresses.stream().allMatch(balancer::ready));
        balancer.send(
            PER_SECOND,
            node ->
                HttpRequest.newBuilder(node.resolve("/api/v1/models/" + model + "/classifications"))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "image/png")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(picture)));
        for (int node = 1; node <= ThreeNodes.COUNT; node++) {
          restart(nodes, node, balancer);
        }
      }
      Duration slowest =
          balancer.outcomes().stream()
              .map(Balancer.Outcome::took)
              .max(Comparator.naturalOrder())
              .orElseThrow();
      figures.publishEntry("requests", Integer.toString(balancer.outcomes().size()));
      figures.publishEntry("slowest answer", slowest.toString());
      assertThat(balancer.outcomes()).hasSizeGreaterThan(100);
      assertThat(balancer.outcomes())
          .as("failed of %d", balancer.outcomes().size())
          .filteredOn(each -> !each.ok())
          .isEmpty();
      assertThat(slowest).isLessThan(SLOWEST_MAX);
    }
  }

  /** Until it answers again, and for a while longer, since models then come back to it. */
  private static void restart(ThreeNodes nodes, int node, Balancer balancer) throws Exception {
    URI address = nodes.address(node);
    nodes.restart(node);
    awaitTrue(() -> !balancer.ready(address));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> drained = get(http, address.resolve("/health/ready"));
      assertThat(drained.body()).contains("\"stays\":\"down\"");
      assertThat(drained.headers().firstValue("connection")).contains("close");
      assertThat(get(http, nodes.management(node).resolve("/ready")).statusCode()).isEqualTo(500);
      assertThat(get(http, nodes.management(node).resolve("/metrics")).body())
          .contains("jvm_memory_used_bytes", "process_uptime");
    }
    nodes.awaitAnswers(1);
    awaitTrue(() -> balancer.ready(address));
    LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
  }

  private static HttpResponse<String> get(HttpClient http, URI address) throws Exception {
    return http.send(
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String trained(SorrelClient client) throws Exception {
    String model = client.createModel("Bars", 0.5).id();
    Contract.Task task =
        client.importZip(model, DrawnPictures.zip(folder.resolve("bars.zip"), 40), _ -> {});
    awaitTrue(() -> client.task(task.id()).finished());
    String run = client.startRun(model, 0.5, Duration.ofMinutes(2)).id();
    awaitTrue(() -> client.run(model, run).finished());
    assertThat(client.run(model, run).state()).isEqualTo("succeeded");
    return model;
  }

  private static void awaitTrue(BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - began)).as("in time").isLessThan(LONG);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
