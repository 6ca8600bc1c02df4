package sorrel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** What is removed from a model in use can be put back, and the model answers as before. */
final class BinIT {
  private static final int PER_CLASS = 120;

  /** No more than an expansion always learns from at once. */
  private static final int REMOVED = 30;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Random random = new Random(17);

  @TempDir Path folder;

  private URI server;
  private SorrelClient client;
  private String root;
  private String anna;
  private String model;

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void what_is_put_back_is_as_if_it_had_never_been_removed() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    List<byte[]> asked = new ArrayList<>();
    for (int i = 0; i < 36; i++) {
      asked.add(between(0, 1 + i % 2, 0.2 + 0.6 * i / 36));
    }
    List<Map<String, Double>> before;
    List<String> images;
    try (SorrelProcess process = SorrelProcess.start(data, Map.of())) {
      begin(process);
      images = images("class%200", REMOVED);
      remove(images);
      expanded();
      putBack("{\"all\":true}", REMOVED);
      expanded();
      before = answers(asked);

      remove(images);
      expanded();
      assertThat(answers(asked)).as("the pictures mattered").isNotEqualTo(before);
      process.killAfter(0);
    }
    try (SorrelProcess process = SorrelProcess.start(data, Map.of())) {
      server = process.address();
      client = new SorrelClient(server, Optional.of(anna));
      assertThat(bin().get("pictures").asInt()).isEqualTo(REMOVED);
      aClass();
      putBack("{\"all\":true}", REMOVED);
      expanded();
      same(answers(asked), before);

      room(images);
      aModelWithABin();
      process.killAfter(0);
    }
  }

  /** Something between pictures of two classes, so that the answer is not beyond doubt. */
  private byte[] between(int one, int other, double share) throws IOException {
    BufferedImage first =
        ImageIO.read(new ByteArrayInputStream(DrawnPictures.picture(one, random)));
    BufferedImage second =
        ImageIO.read(new ByteArrayInputStream(DrawnPictures.picture(other, random)));
    for (int y = 0; y < first.getHeight(); y++) {
      for (int x = 0; x < first.getWidth(); x++) {
        double mixed =
            first.getRaster().getSample(x, y, 0) * (1 - share)
                + second.getRaster().getSample(x, y, 0) * share;
        first.getRaster().setSample(x, y, 0, (int) mixed);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(first, "png", png);
    return png.toByteArray();
  }

  private void begin(SorrelProcess process) throws Exception {
    server = process.address();
    root = account("root@example.org");
    anna = account("anna@example.org");
    client = new SorrelClient(server, Optional.of(anna));
    model = client.createModel("Bars", 0.9).id();
    Contract.Task task =
        client.importZip(
            model, DrawnPictures.zip(folder.resolve("three.zip"), PER_CLASS, 0, 3), _ -> {});
    while (!task.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      task = client.task(task.id());
    }
    assertThat(task.status()).as("%s", task).isEqualTo("succeeded");
    finished(client.startRun(model, 0.9, Duration.ofMinutes(2)));
  }

  /** A class with its pictures, under its own id; without any learning in between. */
  private void aClass() throws Exception {
    JsonNode shown = shown();
    JsonNode first = shown.get("classes").get(1);
    String path = "/api/v1/models/%s/classes/%s".formatted(model, first.get("id").asText());
    int pictures = first.get("training").asInt() + first.get("testing").asInt();

    assertThat(send("DELETE", path, root, "").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", path, anna, "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", path + "?forever=perhaps", anna, "").statusCode()).isEqualTo(400);
    assertThat(shown().get("classes")).hasSize(2);
    assertThat(bin().get("pictures").asInt()).isEqualTo(REMOVED + pictures);

    String restoration = "{\"class\":\"%s\"}".formatted(first.get("id").asText());
    assertThat(send("POST", restorations(), root, restoration).statusCode()).isEqualTo(404);
    putBack(restoration, pictures);
    assertThat(byId(shown().get("classes"))).isEqualTo(byId(shown.get("classes")));
  }

  private static Map<String, JsonNode> byId(JsonNode classes) {
    Map<String, JsonNode> found = new TreeMap<>();
    classes.forEach(each -> found.put(each.get("id").asText(), each));
    return found;
  }

  private void room(List<String> images) throws Exception {
    long all = me().get("bytes").asLong();
    remove(images);
    assertThat(me().get("bytes").asLong()).isEqualTo(all);
    assertThat(me().get("binBytes").asLong()).isEqualTo(bin().get("bytes").asLong()).isPositive();
    String limits = "{\"ownLimits\":{\"bytes\":%d}}".formatted(all);
    json(send("PATCH", "/api/v1/accounts/" + me().get("id").asText(), root, limits), 200);

    JsonNode refused = json(add(), 422);
    assertThat(refused.get("type").asText()).isEqualTo("/problems/quota-reached");
    assertThat(refused.get("detail").asText()).contains("Empty the bin");
    String bin = "/api/v1/models/" + model + "/bin";
    assertThat(send("DELETE", bin, root, "").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", bin, anna, "").statusCode()).isEqualTo(204);
    json(add(), 201);
    assertThat(me().get("binBytes").asLong()).isZero();
  }

  /** What can be put back into a model keeps it from being deleted as empty. */
  private void aModelWithABin() throws Exception {
    String other = client.createModel("Dots", 0.9).id();
    String path = "/api/v1/models/" + other;
    json(send("POST", path + "/classes", anna, "{\"label\":\"class 0\"}"), 201);
    String limits =
        "{\"ownLimits\":{\"bytes\":%d}}".formatted(me().get("bytes").asLong() + (1 << 20));
    json(send("PATCH", "/api/v1/accounts/" + me().get("id").asText(), root, limits), 200);
    JsonNode picture = json(add(other), 201);

    assertThat(problem(send("DELETE", path + "?only=empty", anna, "")))
        .isEqualTo("/problems/model-not-empty");
    remove(List.of(picture.get("id").asText()));
    assertThat(problem(send("DELETE", path + "?only=empty", anna, "")))
        .isEqualTo("/problems/model-not-empty");
    assertThat(send("DELETE", path + "/bin", anna, "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", path + "?only=empty", anna, "").statusCode()).isEqualTo(204);
  }

  private static String problem(HttpResponse<String> answer) throws IOException {
    return json(answer, 409).get("type").asText();
  }

  private HttpResponse<String> add() throws Exception {
    return add(model);
  }

  private HttpResponse<String> add(String model) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(
                server.resolve("/api/v1/models/" + model + "/images?class=class%200"))
            .header("Authorization", "Bearer " + anna)
            .header("Content-Type", "image/png")
            .POST(BodyPublishers.ofByteArray(DrawnPictures.picture(0, random)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private List<String> images(String label, int count) throws Exception {
    return json(
            send(
                "GET",
                "/api/v1/models/%s/images?class=%s&split=training&limit=%d"
                    .formatted(model, label, count),
                anna,
                ""),
            200)
        .get("items")
        .findValuesAsText("id");
  }

  private void remove(List<String> images) throws Exception {
    for (String image : images) {
      assertThat(send("DELETE", "/api/v1/images/" + image, anna, "").statusCode()).isEqualTo(204);
    }
  }

  private String restorations() {
    return "/api/v1/models/" + model + "/bin/restorations";
  }

  private void putBack(String choice, int pictures) throws Exception {
    JsonNode done = json(send("POST", restorations(), anna, choice), 200);
    assertThat(done.get("restored").asInt()).isEqualTo(pictures);
    assertThat(done.get("there").asInt()).isZero();
  }

  private JsonNode bin() throws Exception {
    return json(send("GET", "/api/v1/models/" + model + "/bin?limit=1", anna, ""), 200);
  }

  private JsonNode shown() throws Exception {
    return json(send("GET", "/api/v1/models/" + model, anna, ""), 200);
  }

  private JsonNode me() throws Exception {
    return json(send("GET", "/api/v1/accounts/me", anna, ""), 200);
  }

  /** Has the version in use learn what there is now, and waits until it answers. */
  private void expanded() throws Exception {
    int version = shown().at("/serving/version").asInt();
    Contract.Run run = finished(client.startExpansion(model, Optional.of(0.5), false));
    assertThat(run.state()).as("%s", run).isEqualTo("succeeded");
    byte[] any = DrawnPictures.picture(0, random);
    while (classified(any).get("version").asInt() <= version) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private Contract.Run finished(Contract.Run begun) {
    Contract.Run run = begun;
    while (!run.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      run = client.run(model, run.id());
    }
    return run;
  }

  private List<Map<String, Double>> answers(List<byte[]> pictures) throws Exception {
    List<Map<String, Double>> answers = new ArrayList<>();
    for (byte[] picture : pictures) {
      Map<String, Double> shares = new TreeMap<>();
      classified(picture)
          .get("classes")
          .forEach(
              each -> shares.put(each.get("class").asText(), each.get("probability").asDouble()));
      answers.add(shares);
    }
    return answers;
  }

  private static void same(List<Map<String, Double>> answers, List<Map<String, Double>> before) {
    for (int i = 0; i < before.size(); i++) {
      Map<String, Double> now = answers.get(i);
      assertThat(now.keySet()).isEqualTo(before.get(i).keySet());
      before
          .get(i)
          .forEach((label, share) -> assertThat(now.get(label)).isCloseTo(share, within(1e-3)));
    }
  }

  private JsonNode classified(byte[] picture) throws Exception {
    return json(
        HTTP.send(
            HttpRequest.newBuilder(server.resolve("/api/v1/models/" + model + "/classifications"))
                .header("Authorization", "Bearer " + anna)
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(picture))
                .build(),
            HttpResponse.BodyHandlers.ofString()),
        200);
  }

  private String account(String email) {
    SorrelClient anyone = new SorrelClient(server, Optional.empty());
    anyone.register(email, "a long enough password");
    return anyone.logIn(email, "a long enough password").token();
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
