package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
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
import sorrel.cli.client.SorrelClient;

/** An account meets its limits by models and by pictures, and goes on when it may have more. */
final class QuotaIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long BYTES_MAX = 10_000;

  private final Random random = new Random(5);

  @TempDir Path folder;

  private URI server;
  private String root;
  private String anna;
  private String annasAccount;
  private String model;
  private Path large;

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void limits_are_met_raised_and_given_back() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    large = DrawnPictures.zip(folder.resolve("large.zip"), 30, 0, 2);
    Map<String, String> settings =
        Map.of("SORREL_ACCOUNT_MODELS_MAX", "1", "SORREL_ACCOUNT_PICTURES_MAX", "10 kB");
    try (SorrelProcess process = SorrelProcess.start(data, settings)) {
      server = process.address();
      root = account("root@example.org");
      anna = account("anna@example.org");
      annasAccount = "/api/v1/accounts/" + me().get("id").asText();
      assertThat(Files.size(large)).isGreaterThan(BYTES_MAX);
      models();
      aZip();
      aPicture();
      whoMayRaise();
      moreRoom();
      process.killAfter(0);
    }
  }

  private void models() throws Exception {
    model = json(create("one"), 201).get("id").asText();
    JsonNode refused = json(create("two"), 422);
    assertThat(refused.get("type").asText()).isEqualTo("/problems/quota-reached");
    assertThat(refused.get("used").asInt()).isEqualTo(1);
    assertThat(refused.get("allowed").asInt()).isEqualTo(1);
    assertThat(refused.get("detail").asText()).contains("may have 1 model", "administrator");
    assertThat(json(send("GET", "/api/v1/models", anna, ""), 200).get("items")).hasSize(1);
  }

  private void aZip() throws Exception {
    JsonNode refused = json(importZip(large), 422);
    assertThat(refused.get("type").asText()).isEqualTo("/problems/quota-reached");
    assertThat(refused.get("detail").asText()).endsWith("Nothing was added.");

    Path small = DrawnPictures.zip(folder.resolve("small.zip"), 4, 0, 2, each -> "class " + each);
    assertThat(imported(small).get("status").asText()).isEqualTo("succeeded");
    JsonNode task = imported(large);
    assertThat(task.get("status").asText()).isEqualTo("failed");
    JsonNode problem = task.get("problem");
    assertThat(problem.get("type").asText()).isEqualTo("/problems/quota-reached");
    int added = problem.get("added").asInt();
    assertThat(added).isPositive();
    assertThat(problem.get("detail").asText()).startsWith(added + " pictures were added");
    JsonNode me = me();
    assertThat(me.get("pictures").asInt()).isEqualTo(images());
    assertThat(me.get("bytes").asLong()).isEqualTo(problem.get("used").asLong());
    assertThat(me.get("bytes").asLong()).isLessThanOrEqualTo(BYTES_MAX);
    assertThat(me.at("/limits/bytes").asLong()).isEqualTo(BYTES_MAX);
  }

  private void aPicture() throws Exception {
    byte[] known = DrawnPictures.picture(0, random);
    json(raise("{\"bytes\":%d}".formatted(BYTES_MAX + 2L * known.length)), 200);
    json(addPicture(known), 201);
    json(raise("{\"bytes\":null}"), 200);
    int before = images();

    JsonNode refused = json(addPicture(DrawnPictures.picture(0, random)), 422);
    assertThat(refused.get("type").asText()).isEqualTo("/problems/quota-reached");
    assertThat(refused.get("allowed").asLong()).isEqualTo(BYTES_MAX);
    assertThat(refused.get("used").asLong()).isEqualTo(me().get("bytes").asLong());
    json(addPicture(known), 200);
    assertThat(json(importZip(large), 422).get("type").asText())
        .isEqualTo("/problems/quota-reached");
    assertThat(images()).isEqualTo(before);
  }

  private void whoMayRaise() throws Exception {
    String more = "{\"ownLimits\":{\"models\":3}}";
    String bert = account("bert@example.org");
    assertThat(send("PATCH", annasAccount, anna, more).statusCode()).isEqualTo(403);
    assertThat(send("PATCH", annasAccount, bert, more).statusCode()).isEqualTo(403);
    assertThat(send("PATCH", annasAccount, "nobody", more).statusCode()).isEqualTo(401);
    assertThat(create("two").statusCode()).isEqualTo(422);
  }

  private void moreRoom() throws Exception {
    JsonNode raised = json(raise("{\"models\":2,\"bytes\":1000000}"), 200);
    assertThat(raised.at("/limits/models").asInt()).isEqualTo(2);
    JsonNode people = json(send("GET", "/api/v1/accounts", root, ""), 200).get("items");
    assertThat(people.get(1)).isEqualTo(raised);
    assertThat(people.get(0).get("ownLimits")).isEmpty();

    json(addPicture(DrawnPictures.picture(0, random)), 201);
    JsonNode task = imported(large);
    assertThat(task.get("status").asText()).isEqualTo("succeeded");
    assertThat(task.at("/result/duplicates").asInt()).isPositive();
    HttpResponse<String> two = create("two");
    String second = json(two, 201).get("id").asText();
    assertThat(two.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(create("two").body()).isEqualTo(two.body());
    json(create("three"), 422);
    assertThat(send("DELETE", "/api/v1/models/" + second, anna, "").statusCode()).isEqualTo(204);
    json(create("three"), 201);
  }

  /** With a key that is the same however often it is asked for. */
  private HttpResponse<String> create(String name) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(server.resolve("/api/v1/models"))
            .header("Authorization", "Bearer " + anna)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "model " + name)
            .POST(BodyPublishers.ofString("{\"name\":\"%s\"}".formatted(name)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> raise(String limits) throws Exception {
    return send("PATCH", annasAccount, root, "{\"ownLimits\":%s}".formatted(limits));
  }

  private HttpResponse<String> addPicture(byte[] picture) throws Exception {
    return post("/images?class=class%200", "image/png", BodyPublishers.ofByteArray(picture));
  }

  private HttpResponse<String> importZip(Path zip) throws Exception {
    return post("/imports", "application/zip", BodyPublishers.ofFile(zip));
  }

  private JsonNode imported(Path zip) throws Exception {
    String task = "/api/v1/tasks/" + json(importZip(zip), 202).at("/task/id").asText();
    while (true) {
      JsonNode shown = json(send("GET", task, anna, ""), 200);
      if (!shown.path("finishedAt").isMissingNode()) {
        return shown;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private JsonNode me() throws Exception {
    return json(send("GET", "/api/v1/accounts/me", anna, ""), 200);
  }

  private int images() throws Exception {
    return json(send("GET", "/api/v1/models/" + model, anna, ""), 200).get("images").asInt();
  }

  private String account(String email) {
    SorrelClient anyone = new SorrelClient(server, Optional.empty());
    anyone.register(email, "a long enough password");
    return anyone.logIn(email, "a long enough password").token();
  }

  private HttpResponse<String> post(String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(server.resolve("/api/v1/models/" + model + path))
            .header("Authorization", "Bearer " + anna)
            .header("Content-Type", type)
            .POST(body)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + token);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return HTTP.send(
        request.method(method, BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonMapper().readTree(answer.body());
  }
}
