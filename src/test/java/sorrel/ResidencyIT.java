package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/**
 * A node with room for one model answers for two, and keeps in memory what an administrator says.
 */
final class ResidencyIT {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String PASSWORD = "a long enough password";
  private static final String LOADED = "models_loaded";
  private static final String HIT = "classifications_received_total{model=\"in-memory\"}";
  private static final String MISS = "classifications_received_total{model=\"loaded-first\"}";

  @TempDir Path folder;

  private final Random random = new Random(5);
  private final HttpClient http = HttpClient.newHttpClient();
  private URI server;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void the_least_recently_used_model_leaves_unless_it_is_pinned() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Map<String, String> small =
        Map.of("SORREL_INFERENCE_CACHE", "1 KiB", "TF_CPP_MIN_LOG_LEVEL", "2");
    try (SorrelProcess process = SorrelProcess.start(data, small)) {
      server = process.address();
      SorrelClient administrator = account("first@example.org");
      SorrelClient other = account("second@example.org");
      String one = trained(administrator, "one");
      String two = trained(administrator, "two");

      awaitLoaded(1);
      double misses = figure(MISS);
      classify(administrator, one);
      awaitLoaded(1);
      classify(administrator, two);
      awaitLoaded(1);
      assertThat(figure(MISS)).isEqualTo(misses + 2);

      assertThat(status("PUT", "/pins/" + one, other)).isEqualTo(403);
      assertThat(status("GET", "/pins", other)).isEqualTo(403);
      assertThat(status("DELETE", "/pins/" + one, other)).isEqualTo(403);
      assertThat(status("PUT", "/pins/" + java.util.UUID.randomUUID(), administrator))
          .isEqualTo(404);
      assertThat(status("PUT", "/pins/" + one, administrator)).isEqualTo(204);
      classify(administrator, one, two);
      awaitLoaded(2);
      double hits = figure(HIT);
      classify(administrator, one, one);
      assertThat(figure(HIT)).isEqualTo(hits + 2);
      assertThat(status("DELETE", "/pins/" + one, administrator)).isEqualTo(204);
    }
  }

  private void classify(SorrelClient client, String... models) throws IOException {
    for (String model : models) {
      assertThat(client.classify(model, DrawnPictures.picture(1, random)).version()).isEqualTo("1");
    }
  }

  private SorrelClient account(String email) {
    SorrelClient anyone = new SorrelClient(server, Optional.empty());
    anyone.register(email, PASSWORD);
    return anyone.as(anyone.logIn(email, PASSWORD).token());
  }

  private String trained(SorrelClient client, String name) throws IOException {
    String model = client.createModel(name, 0.5).id();
    Path zip = DrawnPictures.zip(folder.resolve(name + ".zip"), 60, 0, 3);
    Contract.Task task = client.importZip(model, zip, _ -> {});
    while (!client.task(task.id()).finished()) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    String run = client.startRun(model, 0.5, Duration.ofSeconds(20)).id();
    while (!client.run(model, run).finished()) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    return model;
  }

  private void awaitLoaded(int models) throws Exception {
    while (figure(LOADED) != models) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private double figure(String name) throws Exception {
    String all =
        http.send(
                HttpRequest.newBuilder(server.resolve("/metrics")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    return all.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no figure " + name + " in\n" + all));
  }

  private int status(String method, String path, SorrelClient client) throws Exception {
    return http.send(
            HttpRequest.newBuilder(server.resolve("/api/v1" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + client.token().orElseThrow())
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }
}
