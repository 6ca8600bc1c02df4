package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** What an administrator sees and does of others' work, and how a model's use is counted. */
final class AdministrationIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int PER_CLASS = 60;
  private static final int ASKED = 5;

  private final Random random = new Random(3);

  @TempDir Path folder;

  private URI server;
  private String root;
  private String anna;
  private String bert;
  private SorrelClient client;
  private String model;

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void administrators_look_after_what_all_accounts_do() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (SorrelProcess process = SorrelProcess.start(data, Map.of())) {
      server = process.address();
      root = account("root@example.org").token().orElseThrow();
      client = account("anna@example.org");
      anna = client.token().orElseThrow();
      bert = account("bert@example.org").token().orElseThrow();
      train();
      use();
      whatAccountsHave();
      whatIsInMemory();
      aRunOfAnother();
      process.killAfter(0);
    }
  }

  private void train() throws Exception {
    model = client.createModel("Bars", 0.9).id();
    Path zip = DrawnPictures.zip(folder.resolve("bars.zip"), PER_CLASS, 0, 2);
    Contract.Task task = client.importZip(model, zip, _ -> {});
    while (!task.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      task = client.task(task.id());
    }
    Contract.Run run = client.startRun(model, 0.9, Duration.ofMinutes(2));
    while (!run.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      run = client.run(model, run.id());
    }
  }

  private void use() throws Exception {
    byte[] picture = DrawnPictures.picture(0, random);
    for (int i = 0; i < ASKED; i++) {
      client.classify(model, picture);
    }
    assertThat(classify(new byte[] {1, 2, 3}).statusCode()).isEqualTo(422);

    String statistics = "/api/v1/models/" + model + "/statistics";
    JsonNode hours = counted(statistics);
    JsonNode now = hours.at("/periods/47");
    // Unless the hour has just changed.
    JsonNode before = hours.at("/periods/46");
    assertThat(now.get("answered").asInt() + before.get("answered").asInt()).isEqualTo(ASKED);
    assertThat(now.get("failed").asInt() + before.get("failed").asInt()).isEqualTo(1);
    assertThat(hours.get("recent")).hasSize(ASKED);
    assertThat(hours.at("/recent/0/bytes").asInt()).isEqualTo(picture.length);
    assertThat(hours.at("/recent/0/millis").asDouble()).isPositive();
    JsonNode days = json(send("GET", statistics + "?by=day", anna), 200);
    assertThat(days.get("periods")).hasSize(90);
    assertThat(send("GET", statistics, bert).statusCode()).isEqualTo(404);
    assertThat(send("GET", statistics + "?by=year", anna).statusCode()).isEqualTo(400);

    String tasks = "/api/v1/tasks?model=" + model;
    String label = hours.at("/recent/0/class").asText().replace(" ", "%20");
    String unknown = hours.at("/recent/0/unknown").asText();
    String same = tasks + "&verdict=none&class=" + label + "&unknown=" + unknown;
    assertThat(json(send("GET", same, anna), 200).get("items")).hasSize(ASKED);
    assertThat(json(send("GET", tasks + "&verdict=agree", anna), 200).get("items")).isEmpty();
    assertThat(json(send("GET", tasks + "&class=none", anna), 200).get("items")).isEmpty();
    assertThat(json(send("GET", same, bert), 200).get("items")).isEmpty();
    assertThat(send("GET", tasks + "&unknown=maybe", anna).statusCode()).isEqualTo(400);
    assertThat(send("GET", tasks + "&verdict=maybe", anna).statusCode()).isEqualTo(400);

    JsonNode usage = json(send("GET", "/api/v1/usage?by=day", anna), 200);
    assertThat(usage.at("/items/0/model").asText()).isEqualTo(model);
    assertThat(json(send("GET", "/api/v1/usage", bert), 200).get("items")).isEmpty();
  }

  /** What was counted is written every few seconds. */
  private JsonNode counted(String statistics) throws Exception {
    while (true) {
      JsonNode shown = json(send("GET", statistics, anna), 200);
      long answers = 0;
      for (JsonNode period : shown.get("periods")) {
        answers += period.get("answered").asLong();
      }
      if (answers == ASKED) {
        return shown;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private void whatAccountsHave() throws Exception {
    JsonNode accounts = json(send("GET", "/api/v1/accounts", root), 200).get("items");
    assertThat(accounts).hasSize(3);
    assertThat(accounts.at("/1/email").asText()).isEqualTo("anna@example.org");
    assertThat(accounts.at("/1/models").asInt()).isEqualTo(1);
    assertThat(accounts.at("/1/pictures").asLong()).isEqualTo(client.model(model).pictures());
    assertThat(accounts.at("/1/bytes").asLong()).isPositive();
    assertThat(accounts.at("/2/pictures").asInt()).isZero();
    assertThat(send("GET", "/api/v1/accounts", anna).statusCode()).isEqualTo(403);
  }

  private void whatIsInMemory() throws Exception {
    JsonNode node = json(send("GET", "/api/v1/cluster/models", root), 200).at("/items/0");
    assertThat(node.get("count").asInt()).isEqualTo(1);
    assertThat(node.at("/models/0/model").asText()).isEqualTo(model);
    assertThat(node.at("/models/0/name").asText()).isEqualTo(client.model(model).name());
    JsonNode owner = json(send("GET", "/api/v1/accounts/me", anna), 200).get("id");
    assertThat(node.at("/models/0/owner")).isEqualTo(owner);
    assertThat(node.at("/models/0/bytes").asLong()).isPositive();
    JsonNode cluster = json(send("GET", "/api/v1/cluster", root), 200);
    assertThat(node.get("address")).isEqualTo(cluster.at("/items/0/address"));
    assertThat(send("GET", "/api/v1/cluster/models", anna).statusCode()).isEqualTo(403);
  }

  /** While the only runner is drained, a run waits, so that there is one to cancel. */
  private void aRunOfAnother() throws Exception {
    JsonNode runner = json(send("GET", "/api/v1/runners", root), 200).at("/items/0");
    String drain = "/api/v1/runners/" + runner.get("name").asText() + "/drain";
    assertThat(send("POST", drain, anna).statusCode()).isEqualTo(403);
    assertThat(follow("runners", anna).statusCode()).isEqualTo(403);
    assertThat(follow("own-runners,weather", anna).statusCode()).isEqualTo(400);
    try (Stream<String> events = follow("runners,nodes,memory", root).body()) {
      Iterator<String> lines = events.iterator();
      assertThat(told(lines, "runners").at("/items/0/leaving").asBoolean()).isFalse();
      assertThat(json(send("POST", drain, root), 200).get("leaving").asBoolean()).isTrue();
      assertThat(told(lines, "runners").at("/items/0/leaving").asBoolean()).isTrue();
    }
    try (Stream<String> events = follow("own-runners", bert).body()) {
      assertThat(told(events.iterator(), "own-runners").get("items")).isEmpty();
    }

    String run = client.startRun(model, 1.0, Duration.ofMinutes(5)).id();
    String path = "/api/v1/models/" + model + "/runs/" + run;
    assertThat(send("DELETE", path, bert).statusCode()).isEqualTo(404);
    assertThat(send("GET", path, root).statusCode()).isEqualTo(404);
    assertThat(json(send("DELETE", path, root), 200).get("state").asText()).isEqualTo("cancelled");
    assertThat(client.run(model, run).finished()).isTrue();
  }

  private HttpResponse<Stream<String>> follow(String watch, String token) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(server.resolve("/api/v1/events?watch=" + watch))
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofLines());
  }

  /** The data of the next event of a name. */
  private static JsonNode told(Iterator<String> lines, String name) throws Exception {
    String line = lines.next();
    while (!line.equals("event: " + name)) {
      line = lines.next();
    }
    return new JsonMapper().readTree(lines.next().substring("data: ".length()));
  }

  private SorrelClient account(String email) {
    SorrelClient anyone = new SorrelClient(server, Optional.empty());
    anyone.register(email, "a long enough password");
    return anyone.as(anyone.logIn(email, "a long enough password").token());
  }

  private HttpResponse<String> classify(byte[] picture) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(server.resolve("/api/v1/models/" + model + "/classifications"))
            .header("Authorization", "Bearer " + anna)
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofByteArray(picture))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String token) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonMapper().readTree(answer.body());
  }
}
