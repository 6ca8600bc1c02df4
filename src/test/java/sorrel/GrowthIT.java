package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.ClientException;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** A model in use learns a class and forgets it again, while it answers, through the REST API. */
final class GrowthIT {
  private static final int PER_CLASS = 150;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Random random = new Random(11);

  @TempDir Path folder;

  private SorrelClient client;
  private URI server;
  private String model;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void a_class_is_added_and_taken_away_while_the_model_answers() throws Exception {
    try (SorrelProcess process =
        SorrelProcess.start(Files.createDirectory(folder.resolve("data")), Map.of())) {
      server = process.address();
      client = account("grower@example.org");
      model = client.createModel("Bars", 0.9).id();
      imported(DrawnPictures.zip(folder.resolve("three.zip"), PER_CLASS, 0, 3));
      finished(client.startRun(model, 0.9, Duration.ofMinutes(2)));
      awaitVersion(1);
      refusedToOthers();

      imported(DrawnPictures.zip(folder.resolve("fourth.zip"), PER_CLASS, 3, 4));
      AtomicBoolean enough = new AtomicBoolean();
      AtomicInteger answers = new AtomicInteger();
      AtomicInteger failures = new AtomicInteger();
      Thread asking = Thread.ofVirtual().start(() -> ask(enough, answers, failures));
      Contract.Run expansion = finished(client.startExpansion(model, Optional.of(0.2), false));
      assertThat(expansion.state()).as("%s", expansion).isEqualTo("succeeded");
      awaitVersion(2);
      enough.set(true);
      asking.join();
      assertThat(failures).hasValue(0);
      assertThat(answers.get()).isPositive();
      assertThat(named(3, 20)).isGreaterThanOrEqualTo(15);
      assertThat(report(2).path("classes")).hasSize(4);

      findings();
      mistakes();

      removeFourth();
      finished(client.startExpansion(model, Optional.of(0.2), false));
      awaitVersion(4);
      assertThat(report(4).path("classes")).hasSize(3);
      assertThat(named(3, 5)).isZero();
      process.killAfter(0);
    }
  }

  private SorrelClient account(String email) {
    SorrelClient anyone = new SorrelClient(server, Optional.empty());
    anyone.register(email, "a long enough password");
    return anyone.as(anyone.logIn(email, "a long enough password").token());
  }

  private void imported(Path zip) {
    Contract.Task task = client.importZip(model, zip, sent -> {});
    while (!task.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      task = client.task(task.id());
    }
    assertThat(task.status()).as("%s", task).isEqualTo("succeeded");
  }

  private Contract.Run finished(Contract.Run begun) {
    Contract.Run run = begun;
    while (!run.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      run = client.run(model, run.id());
    }
    return run;
  }

  /** A version that was promoted is loaded before it answers. */
  private void awaitVersion(int version) throws IOException {
    while (!client
        .classify(model, DrawnPictures.picture(0, random))
        .version()
        .equals(Integer.toString(version))) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private void ask(AtomicBoolean enough, AtomicInteger answers, AtomicInteger failures) {
    Random other = new Random(12);
    while (!enough.get()) {
      try {
        client.classifyOnce(model, DrawnPictures.picture(other.nextInt(4), other));
        answers.incrementAndGet();
      } catch (ClientException | IOException failure) {
        failures.incrementAndGet();
      }
    }
  }

  /** How many of so many pictures of a class get it. */
  private int named(int label, int of) throws IOException {
    int right = 0;
    for (int i = 0; i < of; i++) {
      Contract.Classification answer = client.classify(model, DrawnPictures.picture(label, random));
      right += answer.closest().equals("class " + label) ? 1 : 0;
    }
    return right;
  }

  private void refusedToOthers() throws Exception {
    String stranger = account("stranger@example.org").token().orElseThrow();
    String path = "/api/v1/models/" + model;
    assertThat(send("GET", path + "/versions/1/report", stranger).statusCode()).isEqualTo(404);
    assertThat(send("GET", path + "/versions/1/mistakes", stranger).statusCode()).isEqualTo(404);
    assertThat(send("GET", path + "/doctor", stranger).statusCode()).isEqualTo(404);
    assertThat(send("POST", path + "/expansions", stranger).statusCode()).isEqualTo(404);
  }

  private void removeFourth() throws Exception {
    List<Contract.Category> classes = client.model(model).classes();
    String id =
        classes.stream()
            .filter(each -> each.label().equals("class 3"))
            .findFirst()
            .orElseThrow()
            .id();
    HttpResponse<String> removed =
        send("DELETE", "/api/v1/models/%s/classes/%s".formatted(model, id), token());
    assertThat(removed.statusCode()).as(removed.body()).isBetween(200, 204);
  }

  /** Pictures in the wrong class are found, and can be looked at. */
  private void findings() throws Exception {
    Path wrong = DrawnPictures.zip(folder.resolve("wrong.zip"), 4, 0, 1, label -> "class 2");
    imported(wrong);
    add(DrawnPictures.picture(0, random), "class 2", "testing");
    finished(client.startExpansion(model, Optional.of(0.2), false));
    awaitVersion(3);
    HttpResponse<String> answer = send("GET", "/api/v1/models/%s/doctor".formatted(model), token());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode suspects = new JsonMapper().readTree(answer.body()).path("mislabelled");
    assertThat(suspects).as(answer.body()).isNotEmpty();
    assertThat(suspects.path(0).path("label").asText()).isEqualTo("class 2");
    assertThat(suspects.path(0).path("suggested").asText()).isEqualTo("class 0");
    assertThat(client.imageContent(suspects.path(0).path("image").asText())).isNotEmpty();
  }

  /** Of what was held back, the very pictures that the report counts as mistakes are named. */
  private void mistakes() throws Exception {
    String path = "/api/v1/models/%s/versions/3/mistakes".formatted(model);
    JsonNode all = items(path + "?limit=500");
    int counted = 0;
    JsonNode confusion = report(3).path("confusion");
    for (int is = 0; is < confusion.size(); is++) {
      for (int got = 0; got < confusion.size(); got++) {
        counted += is == got ? 0 : confusion.get(is).get(got).asInt();
      }
    }
    assertThat(all).hasSize(counted);

    JsonNode some = items(path + "?class=class%202&takenFor=class%200");
    assertThat(some).isNotEmpty();
    assertThat(some.path(0).path("label").asText()).isEqualTo("class 2");
    assertThat(some.path(0).path("takenFor").asText()).isEqualTo("class 0");
    assertThat(client.imageContent(some.path(0).path("image").asText())).isNotEmpty();
    assertThat(send("GET", path + "?class=nothing", token()).statusCode()).isEqualTo(400);
  }

  private JsonNode items(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path, token());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonMapper().readTree(answer.body()).path("items");
  }

  private void add(byte[] picture, String label, String split) throws Exception {
    String path =
        "/api/v1/models/%s/images?class=%s&split=%s"
            .formatted(model, label.replace(" ", "%20"), split);
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofByteArray(picture))
            .build();
    assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(201);
  }

  private JsonNode report(int version) throws Exception {
    HttpResponse<String> answer =
        send("GET", "/api/v1/models/%s/versions/%d/report".formatted(model, version), token());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonMapper().readTree(answer.body());
  }

  private String token() {
    return client.token().orElseThrow();
  }

  private HttpResponse<String> send(String method, String path, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "{}" : ""))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
