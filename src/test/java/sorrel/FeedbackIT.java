package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.ClientException;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** A model in use learns from what people say of it, and forgets it again, while it answers. */
final class FeedbackIT {
  private static final int PER_CLASS = 150;
  private static final Duration POLL = Duration.ofMillis(100);

  /** An expansion that is owed begins within milliseconds of the end of another. */
  private static final int CALM_POLLS = 4;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String LEARNED = "{\"agree\": false, \"class\": \"class 1\"}";

  private final Random random = new Random(21);

  @TempDir Path folder;

  private SorrelClient client;
  private URI server;
  private String token;
  private String model;
  private long images;
  private int settledVersion;

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void a_verdict_is_learned_and_taken_back_while_the_model_answers() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    String unlearned;
    try (SorrelProcess process = SorrelProcess.start(data, Map.of())) {
      begin(process);
      AtomicBoolean enough = new AtomicBoolean();
      AtomicInteger answers = new AtomicInteger();
      AtomicInteger failures = new AtomicInteger();
      Thread asking = Thread.ofVirtual().start(() -> ask(enough, answers, failures));

      picturesAreKept();
      byHand();
      atOnce();
      manyAtOnce();
      whatOthersSee();
      inSum();
      inFigures();

      enough.set(true);
      asking.join();
      assertThat(failures).hasValue(0);
      assertThat(answers.get()).isPositive();

      unlearned = classified(DrawnPictures.picture(0, random));
      assertThat(send("PUT", verdict(unlearned), LEARNED).statusCode()).isEqualTo(200);
      process.killAfter(0);
    }
    try (SorrelProcess process = SorrelProcess.start(data, Map.of())) {
      server = process.address();
      client = new SorrelClient(server, Optional.of(token));
      settledWith(images + 1);
      assertThat(lesson(unlearned).path("class").asText()).isEqualTo("class 1");
      process.killAfter(0);
    }
  }

  private void begin(SorrelProcess process) throws Exception {
    server = process.address();
    client = account("teacher@example.org");
    token = client.token().orElseThrow();
    model = client.createModel("Bars", 0.9).id();
    Path zip = DrawnPictures.zip(folder.resolve("three.zip"), PER_CLASS, 0, 3);
    Contract.Task task = client.importZip(model, zip, sent -> {});
    while (!task.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      task = client.task(task.id());
    }
    images = client.model(model).pictures();
    Contract.Run run = client.startRun(model, 0.9, Duration.ofMinutes(2));
    while (!run.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      run = client.run(model, run.id());
    }
    settledWith(images);
  }

  private void picturesAreKept() throws Exception {
    byte[] picture = DrawnPictures.picture(0, random);
    String task = classified(picture);
    HttpResponse<byte[]> kept = send("GET", picture(task), "");
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(kept.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(kept.body()).isEqualTo(picture);
    assertThat(send("GET", picture(task) + "?size=16", "").headers().firstValue("Content-Type"))
        .contains("image/jpeg");

    byte[] later = DrawnPictures.picture(1, random);
    HttpResponse<byte[]> accepted = classify(later, "respond-async");
    assertThat(accepted.statusCode()).isBetween(200, 202);
    JsonNode answer = json(accepted);
    String id = answer.at("/task/id").asText(answer.path("task").asText());
    assertThat(send("GET", picture(id), "").body()).isEqualTo(later);

    change("{\"keepPictures\": false}");
    String unkept = classified(DrawnPictures.picture(0, random));
    assertThat(send("GET", picture(unkept), "").statusCode()).isEqualTo(404);
    assertThat(send("PUT", verdict(unkept), LEARNED).statusCode()).isEqualTo(200);
    problem(409, "nothing-to-learn", send("POST", lessonPath(unkept), ""));
    change("{\"keepPictures\": true}");
  }

  /** The switch is off: a verdict is a word until somebody asks for the lesson. */
  private void byHand() throws Exception {
    String task = classified(DrawnPictures.picture(0, random));
    problem(409, "nothing-to-learn", send("POST", lessonPath(task), ""));
    assertThat(json(send("PUT", verdict(task), LEARNED)).path("lesson").isMissingNode()).isTrue();
    int before = serving();

    JsonNode lesson = json(send("POST", lessonPath(task), "")).path("lesson");
    assertThat(lesson.path("class").asText()).isEqualTo("class 1");
    assertThat(json(send("POST", lessonPath(task), "")).path("lesson")).isEqualTo(lesson);
    settledWith(images + 1);
    assertThat(serving()).isGreaterThan(before);
    assertThat(labelOf(lesson)).isEqualTo("class 1");
    int taught = serving();

    assertThat(send("DELETE", lessonPath(task), "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", lessonPath(task), "").statusCode()).isEqualTo(204);
    settledWith(images);
    assertThat(serving()).isGreaterThan(taught);
    assertThat(lesson(task).isMissingNode()).isTrue();
    assertThat(client.task(task).status()).isEqualTo("succeeded");
    assertThat(send("GET", imagePath(lesson), "").statusCode()).isEqualTo(404);
  }

  /** The switch is on: the lesson follows the verdict wherever it goes. */
  private void atOnce() throws Exception {
    change("{\"learnFromVerdicts\": true}");
    String task = classified(DrawnPictures.picture(0, random));
    problem(
        422,
        "no-such-class",
        send("PUT", verdict(task), "{\"agree\": false, \"class\": \"class 9\"}"));

    JsonNode first = json(send("PUT", verdict(task), LEARNED)).path("lesson");
    assertThat(labelOf(first)).isEqualTo("class 1");
    JsonNode second =
        json(send("PUT", verdict(task), "{\"agree\": false, \"class\": \"class 2\"}"))
            .path("lesson");
    assertThat(labelOf(second)).isEqualTo("class 2");
    assertThat(second.path("image")).isEqualTo(first.path("image"));
    settledWith(images + 1);

    JsonNode agreed = json(send("PUT", verdict(task), "{\"agree\": true}"));
    assertThat(agreed.path("lesson").isMissingNode()).isTrue();
    settledWith(images);
    send("PUT", verdict(task), LEARNED);
    assertThat(send("DELETE", verdict(task), "").statusCode()).isEqualTo(204);
    assertThat(json(send("GET", "/api/v1/tasks/" + task, "")).path("verdict").isMissingNode())
        .isTrue();
    settledWith(images);
    assertThat(send("GET", imagePath(first), "").statusCode()).isEqualTo(404);

    byte[] same = DrawnPictures.picture(2, random);
    String taught = classified(same);
    send("PUT", verdict(taught), LEARNED);
    settledWith(images + 1);
    problem(
        409,
        "picture-known-otherwise",
        send("PUT", verdict(classified(same)), "{\"agree\": false, \"class\": \"class 2\"}"));
    send("DELETE", verdict(taught), "");
    settledWith(images);
  }

  /** However many verdicts come while a run is under way, the model knows all in the end. */
  private void manyAtOnce() throws Exception {
    int before = serving();
    int verdicts = 6;
    for (int i = 0; i < verdicts; i++) {
      String task = classified(DrawnPictures.picture(1, random));
      assertThat(json(send("PUT", verdict(task), LEARNED)).path("lesson").isMissingNode())
          .isFalse();
    }
    images += verdicts;
    settledWith(images);
    assertThat(serving()).isGreaterThan(before).isLessThanOrEqualTo(before + verdicts);
  }

  private void whatOthersSee() throws Exception {
    String task = classified(DrawnPictures.picture(0, random));
    String stranger = account("stranger@example.org").token().orElseThrow();
    for (String path : List.of(verdict(task), lessonPath(task))) {
      assertThat(send("DELETE", path, "", stranger).statusCode()).isEqualTo(404);
    }
    assertThat(send("PUT", verdict(task), LEARNED, stranger).statusCode()).isEqualTo(404);
    assertThat(send("POST", lessonPath(task), "", stranger).statusCode()).isEqualTo(404);
    assertThat(send("GET", picture(task), "", stranger).statusCode()).isEqualTo(404);
    assertThat(send("GET", feedback(), "", stranger).statusCode()).isEqualTo(404);
  }

  private void inSum() throws Exception {
    String task = classified(DrawnPictures.picture(0, random));
    send("PUT", verdict(task), "{\"agree\": true}");
    JsonNode feedback = json(send("GET", feedback(), ""));
    long reviewed = feedback.path("reviewed").asLong();
    assertThat(feedback.path("right").asLong()).isBetween(1L, reviewed - 1);
    assertThat(feedback.at("/accuracy/low").asDouble())
        .isBetween(0.0, feedback.at("/accuracy/value").asDouble());
    assertThat(feedback.path("days")).isNotEmpty();
    JsonNode correction = feedback.path("corrections").path(0);
    assertThat(correction.path("class").asText()).isEqualTo("class 0");
    assertThat(correction.path("right").asText()).isEqualTo("class 1");
  }

  /** A process that has trained and answered has every figure of the alerts and the board. */
  private void inFigures() throws Exception {
    Set<String> told =
        new String(send("GET", "/metrics", "").body(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.split("[ {]", 2)[0])
            .collect(Collectors.toSet());
    assertThat(MonitoredFigures.names()).hasSizeGreaterThan(10).isSubsetOf(told);
  }

  /** Waits until the model has so many pictures, and serves a newer version for good. */
  private void settledWith(long pictures) throws Exception {
    for (int calm = 0; calm < CALM_POLLS; calm++) {
      JsonNode now = json(send("GET", "/api/v1/models/" + model, ""));
      boolean settled =
          now.path("state").asText().equals("serving")
              && now.path("images").asLong() == pictures
              && now.at("/serving/version").asInt() > settledVersion;
      if (!settled) {
        calm = -1;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    settledVersion = serving();
  }

  private int serving() throws Exception {
    return json(send("GET", "/api/v1/models/" + model, "")).at("/serving/version").asInt();
  }

  private SorrelClient account(String email) {
    SorrelClient anyone = new SorrelClient(server, Optional.empty());
    anyone.register(email, "a long enough password");
    return anyone.as(anyone.logIn(email, "a long enough password").token());
  }

  private void ask(AtomicBoolean enough, AtomicInteger answers, AtomicInteger failures) {
    Random other = new Random(22);
    while (!enough.get()) {
      try {
        client.classifyOnce(model, DrawnPictures.picture(other.nextInt(3), other));
        answers.incrementAndGet();
      } catch (ClientException | IOException failure) {
        failures.incrementAndGet();
      }
    }
  }

  private String classified(byte[] picture) {
    return client.classify(model, picture).task().orElseThrow();
  }

  private void change(String settings) throws Exception {
    HttpResponse<byte[]> changed = send("PATCH", "/api/v1/models/" + model, settings);
    assertThat(changed.statusCode()).isEqualTo(200);
    String name = settings.contains("keep") ? "keepPictures" : "learnFromVerdicts";
    assertThat(json(changed).path(name)).isEqualTo(new JsonMapper().readTree(settings).path(name));
    // A classification is answered by settings of a second ago at most.
    LockSupport.parkNanos(Duration.ofMillis(1_100).toNanos());
  }

  private JsonNode lesson(String task) throws Exception {
    return json(send("GET", "/api/v1/tasks/" + task, "")).path("lesson");
  }

  private String labelOf(JsonNode lesson) throws Exception {
    return json(send("GET", imagePath(lesson), "")).path("label").asText();
  }

  private String feedback() {
    return "/api/v1/models/" + model + "/feedback";
  }

  private static String imagePath(JsonNode lesson) {
    return "/api/v1/images/" + lesson.path("image").asText();
  }

  private static String verdict(String task) {
    return "/api/v1/tasks/" + task + "/verdict";
  }

  private static String lessonPath(String task) {
    return "/api/v1/tasks/" + task + "/lesson";
  }

  private static String picture(String task) {
    return "/api/v1/tasks/" + task + "/picture";
  }

  private static void problem(int status, String slug, HttpResponse<byte[]> answer)
      throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).path("type").asText()).isEqualTo("/problems/" + slug);
  }

  private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
    assertThat(answer.body())
        .as("%d %s", answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8))
        .isNotEmpty();
    return new JsonMapper().readTree(answer.body());
  }

  private HttpResponse<byte[]> classify(byte[] picture, String prefer) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(server.resolve("/api/v1/models/" + model + "/classifications"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "image/png")
            .header("Prefer", prefer)
            .POST(HttpRequest.BodyPublishers.ofByteArray(picture))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> send(String method, String path, String body) throws Exception {
    return send(method, path, body, token);
  }

  private HttpResponse<byte[]> send(String method, String path, String body, String as)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + as);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return HTTP.send(
        request.method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
