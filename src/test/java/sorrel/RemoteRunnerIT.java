package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.kernel.ImageId;
import sorrel.kernel.Sha256;
import sorrel.remote.domain.Protocol;

/** A server that trains nothing itself, and runners that come to it over HTTP, as processes. */
final class RemoteRunnerIT {
  private static final int PER_CLASS = 1_500;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String PASSWORD = "a long enough password";
  private static final Map<String, String> NO_SLOTS = Map.of("SORREL_ROLES", "http,model");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private Path data;
  private int port;
  private SorrelProcess server;
  private SorrelClient administrator;
  private SorrelClient anna;
  private SorrelClient ben;

  @BeforeEach
  void start() throws Exception {
    data = Files.createDirectory(folder.resolve("data"));
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    server = SorrelProcess.start(data, NO_SLOTS, port);
    administrator = account("root@example.org");
    anna = account("anna@example.org");
    ben = account("ben@example.org");
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  @Test
  @Timeout(value = 12, unit = TimeUnit.MINUTES)
  void a_runner_of_one_account_trains_for_it_alone_through_kills_and_restarts() throws Exception {
    String annas = imported(anna, "Bars");
    String bens = imported(ben, "Beams");
    String token = runnerToken(anna, "me");
    try (RunnerProcess first = RunnerProcess.start(uri(), token, folder.resolve("runner"))) {
      awaitTrue(() -> own(anna).size() == 1);
      assertThat(own(ben)).isEmpty();
      Contract.Run waits = ben.startRun(bens, 1.0, Duration.ofSeconds(10));
      Contract.Run run = anna.startRun(annas, 1.0, Duration.ofSeconds(90));
      awaitTrue(() -> running().equals(List.of(annas)));
      assertThat(administrator.runners().waiting()).isPositive();
      othersMayReadNothing(annas, run, token);

      assertThat(anna.run(annas, run.id()).finished()).isFalse();
      first.kill();
      try (RunnerProcess again = RunnerProcess.start(uri(), token, folder.resolve("runner"))) {
        awaitTrue(() -> again.said().split("Connected as desk", -1).length == 3);
        awaitTrue(() -> running().equals(List.of(annas)));

        assertThat(anna.run(annas, run.id()).finished()).isFalse();
        server.stop();
        server = SorrelProcess.start(data, NO_SLOTS, port);
        awaitTrue(() -> running().equals(List.of(annas)));
        awaitTrue(() -> anna.run(annas, run.id()).finished());
        assertThat(anna.run(annas, run.id()).state()).isEqualTo("succeeded");
        assertThat(epochs(anna, annas, run)).isPositive();
        assertThat(again.said()).contains("Connected again as desk");
        assertThat(anna.classify(annas, DrawnPictures.picture(1, new Random(3))).version())
            .isEqualTo("1");

        assertThat(epochs(ben, bens, waits)).isZero();
        assertThat(ben.run(bens, waits.id()).finished()).isFalse();
        forEveryone(bens, waits);

        revoked(again);
      }
    }
  }

  /** What one account's runner has to do is nobody else's to see, whatever they show. */
  private void othersMayReadNothing(String model, Contract.Run run, String token) throws Exception {
    String until = "?until=" + run.createdAt();
    String models = Protocol.BASE + "/models/" + model;
    HttpResponse<String> seen = get(models + "/pictures" + until, token);
    assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
    String picture = JSON.readTree(seen.body()).at("/pictures/0/id").asText();
    assertThat(ImageId.of(picture)).isNotNull();
    String wanted = "{\"pictures\":[\"%s\"]}".formatted(picture);
    assertThat(post(models + "/files" + until, token, wanted).statusCode()).isEqualTo(200);

    // Of its own model, but of no job of it.
    assertThat(get(models + "/pictures?until=2020-01-01T00:00:00Z", token).statusCode())
        .isEqualTo(403);
    Sha256 pack = anyBlob(model);
    assertThat(get(models + "/blobs/" + pack, token).statusCode()).isEqualTo(404);

    for (String other : List.of(runnerToken(ben, "me"), runnerToken(administrator, "everyone"))) {
      for (HttpResponse<String> answer : everyCall(models, until, wanted, pack, other)) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("/problems/job-not-held");
      }
    }
    for (String none : List.of(anna.token().orElseThrow(), token.replace("sorrel_", "sorrel-"))) {
      for (HttpResponse<String> answer : everyCall(models, until, wanted, pack, none)) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
      }
      assertThat(post(Protocol.BASE + "/orders", none, HELLO).statusCode()).isEqualTo(401);
    }
    // And a runner's token is no account's.
    assertThat(get("/api/v1/models/" + model, token).statusCode()).isEqualTo(401);
    HttpResponse<String> everyone = newToken(ben, "everyone");
    assertThat(everyone.statusCode()).isEqualTo(403);
    HttpResponse<String> newer =
        send(
            request(Protocol.BASE + "/orders", token)
                .setHeader(Protocol.HEADER, "2")
                .POST(BodyPublishers.ofString(HELLO)));
    assertThat(newer.statusCode()).isEqualTo(409);
    assertThat(newer.body()).contains("/problems/runner-of-another-version");
  }

  private static final String HELLO =
      "{\"session\":\"s\",\"begins\":true,\"leaving\":false,\"slots\":1,\"kind\":\"cpu\","
          + "\"near\":[],\"holds\":[],\"stopping\":[]}";

  private List<HttpResponse<String>> everyCall(
      String models, String until, String wanted, Sha256 blob, String token) {
    return List.of(
        get(models + "/counts" + until, token),
        get(models + "/pictures" + until, token),
        post(models + "/files" + until, token, wanted),
        get(models + "/blobs/" + blob, token),
        send(request(models + "/blobs/" + blob, token).PUT(BodyPublishers.ofString("x"))));
  }

  /** Any blob of the model, as they lie in the server's folder. */
  private Sha256 anyBlob(String model) throws IOException {
    try (var files = Files.walk(data.resolve("blobs").resolve(model))) {
      Path file =
          files
              .filter(each -> Files.isRegularFile(each) && !each.getParent().endsWith("tmp"))
              .findFirst()
              .orElseThrow();
      return new Sha256(file.getParent().getFileName() + file.getFileName().toString());
    }
  }

  private void forEveryone(String model, Contract.Run run) throws Exception {
    String token = runnerToken(administrator, "everyone");
    try (RunnerProcess everyones = RunnerProcess.start(uri(), token, folder.resolve("everyones"))) {
      awaitTrue(() -> ben.run(model, run.id()).finished());
      assertThat(ben.run(model, run.id()).state()).isEqualTo("succeeded");
      everyones.stop();
      awaitTrue(() -> administrator.runners().items().size() == 1);
    }
  }

  private void revoked(RunnerProcess runner) throws Exception {
    JsonNode tokens = JSON.readTree(get("/api/v1/runner-tokens", account(anna)).body());
    String id = tokens.at("/items/0/id").asText();
    HttpResponse<String> answer =
        send(request("/api/v1/runner-tokens/" + id, account(anna)).DELETE());
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(runner.awaitEnd(30)).isEqualTo(1);
    assertThat(runner.said()).contains("it was revoked");
    assertThat(own(anna)).isEmpty();
  }

  private SorrelClient account(String email) {
    SorrelClient anyone = new SorrelClient(server.address(), Optional.empty());
    anyone.register(email, PASSWORD);
    return anyone.as(anyone.logIn(email, PASSWORD).token());
  }

  private static String account(SorrelClient client) {
    return client.token().orElseThrow();
  }

  private String imported(SorrelClient client, String name) throws IOException {
    String model = client.createModel(name, 1.0).id();
    Contract.Task task =
        client.importZip(
            model, DrawnPictures.zip(folder.resolve(name + ".zip"), PER_CLASS), _ -> {});
    awaitTrue(() -> client.task(task.id()).finished());
    return model;
  }

  private String runnerToken(SorrelClient client, String worksFor) throws IOException {
    HttpResponse<String> made = newToken(client, worksFor);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return JSON.readTree(made.body()).get("token").asText();
  }

  private HttpResponse<String> newToken(SorrelClient client, String worksFor) {
    return post(
        "/api/v1/runner-tokens",
        account(client),
        "{\"name\":\"desk\",\"worksFor\":\"%s\"}".formatted(worksFor));
  }

  private JsonNode own(SorrelClient client) {
    try {
      return JSON.readTree(get("/api/v1/runners/mine", account(client)).body()).get("items");
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The models that are trained now. */
  private List<String> running() {
    return administrator.runners().items().stream()
        .flatMap(each -> each.running().stream())
        .map(Contract.RunnerJob::model)
        .toList();
  }

  private static int epochs(SorrelClient client, String model, Contract.Run run) {
    return client.run(model, run.id()).candidates().stream()
        .mapToInt(Contract.Candidate::epochs)
        .sum();
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(uri().resolve(path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header(Protocol.HEADER, Integer.toString(Protocol.VERSION));
  }

  private HttpResponse<String> get(String path, String token) {
    return send(request(path, token).GET());
  }

  private HttpResponse<String> post(String path, String token, String body) {
    return send(request(path, token).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void awaitTrue(BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - began)).as("in time").isLessThan(LONG);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
