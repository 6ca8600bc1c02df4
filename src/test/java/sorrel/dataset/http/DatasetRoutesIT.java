package sorrel.dataset.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sorrel.dataset.DatasetFixture;
import sorrel.dataset.Datasets;
import sorrel.dataset.TestZip;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.platform.http.Caller;
import sorrel.platform.http.ProblemPages;
import sorrel.platform.http.TestServer;
import sorrel.platform.persistence.TestDatabase;
import sorrel.platform.serialization.Json;
import sorrel.task.domain.Task;

class DatasetRoutesIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  @TempDir static Path folder;
  private static DatasetFixture fixture;
  private static Datasets datasets;
  private static TestServer server;
  private final ModelId model = fixture.models.make(DatasetFixture.ANNA, "cat", "dog");

  @BeforeAll
  static void serve() {
    fixture = new DatasetFixture(DATABASE, folder);
    datasets = fixture.datasets();
    datasets.start();
    DatasetAccess access = new DatasetAccess(datasets, fixture.models, fixture.models);
    server =
        TestServer.of(
            Json.mapper(),
            Stream.of(
                    new ImportRoutes(access, 10 << 20).endpoints(),
                    new ImageRoutes(access, 1 << 20).endpoints(),
                    new BinRoutes(access).endpoints())
                .flatMap(each -> each.stream())
                .toList(),
            request ->
                CompletableFuture.completedFuture(
                    switch (request.getHeader("authorization").map(h -> h.value()).orElse("")) {
                      case "Bearer anna" -> Optional.of(new Caller(DatasetFixture.ANNA, false));
                      case "Bearer bert" -> Optional.of(new Caller(TestServer.BERT, false));
                      default -> Optional.empty();
                    }));
  }

  @AfterAll
  static void stop() {
    server.close();
    datasets.close();
  }

  private static HttpResponse<String> post(String path, String token, String type, byte[] body) {
    return server.send(
        server
            .request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private String images() {
    return "/api/v1/models/" + model + "/images";
  }

  private String imports() {
    return "/api/v1/models/" + model + "/imports";
  }

  private JsonNode added(int seed) {
    HttpResponse<String> response =
        post(images() + "?class=cat", "anna", "image/png", TestZip.picture(seed));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return TestServer.json(response);
  }

  @Test
  void a_zip_is_accepted_with_its_task_and_imported() {
    byte[] zip = new TestZip().pictures("cat", 0, 20).pictures("bird", 100, 20).bytes();

    HttpResponse<String> response = post(imports(), "anna", "application/zip", zip);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    JsonNode task = TestServer.json(response).get("task");
    assertThat(task.get("kind").asText()).isEqualTo("import");
    assertThat(task.get("status").asText()).isEqualTo("queued");
    TaskId id = TaskId.of(task.get("id").asText());
    assertThat(response.headers().firstValue("Location")).contains("/api/v1/tasks/" + id);
    assertThat(fixture.tasks.await(id).status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(fixture.models.total(model)).isEqualTo(40);
  }

  @Test
  void a_zip_in_a_form_is_accepted_too() {
    byte[] zip = new TestZip().pictures("cat", 0, 5).pictures("dog", 100, 5).bytes();
    byte[] start =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\nContent-Type: application/zip\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8);
    byte[] end = "\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8);
    byte[] body =
        java.nio.ByteBuffer.allocate(start.length + zip.length + end.length)
            .put(start)
            .put(zip)
            .put(end)
            .array();

    HttpResponse<String> response =
        post(imports(), "anna", "multipart/form-data; boundary=x", body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    TaskId id = TaskId.of(TestServer.json(response).get("task").get("id").asText());
    assertThat(fixture.tasks.await(id).status()).isEqualTo(Task.Status.SUCCEEDED);
  }

  @Test
  void what_is_no_zip_is_refused_with_a_sentence_and_leaves_nothing() {
    HttpResponse<String> response = post(imports(), "anna", "application/zip", TestZip.picture(1));

    assertThat(response.statusCode()).isEqualTo(422);
    JsonNode problem = TestServer.json(response);
    assertThat(problem.get("type").asText()).isEqualTo("/problems/unusable-archive");
    assertThat(problem.get("detail").asText()).contains("a picture, not a zip");
    assertThat(fixture.files(model)).isZero();
  }

  @Test
  void a_zip_beyond_the_limit_is_refused_and_leaves_nothing() {
    // The server does not wait for what it will not take; a client that asks first sees why.
    HttpResponse<String> response =
        server.send(
            server
                .request(imports())
                .header("Authorization", "Bearer anna")
                .header("Content-Type", "application/zip")
                .expectContinue(true)
                .POST(BodyPublishers.ofByteArray(new byte[11 << 20])));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(fixture.files(model)).isZero();
  }

  @Test
  void another_account_sees_and_changes_nothing() {
    JsonNode image = added(1);
    String path = "/api/v1/images/" + image.get("id").asText();

    assertThat(post(imports(), "bert", "application/zip", new byte[3]).statusCode()).isEqualTo(404);
    assertThat(server.get(images(), "bert").statusCode()).isEqualTo(404);
    assertThat(post(images() + "?class=cat", "bert", "image/png", TestZip.picture(2)).statusCode())
        .isEqualTo(404);
    assertThat(server.get(path, "bert").statusCode()).isEqualTo(404);
    assertThat(server.get(path + "/content", "bert").statusCode()).isEqualTo(404);
    assertThat(
            server
                .send(server.request(path).header("Authorization", "Bearer bert").DELETE())
                .statusCode())
        .isEqualTo(404);
    assertThat(server.get(path).statusCode()).isEqualTo(401);
    assertThat(server.get(path, "anna").statusCode()).isEqualTo(200);
  }

  @Test
  void a_picture_is_added_shown_and_removed() {
    JsonNode image = added(1);
    assertThat(image.get("label").asText()).isEqualTo("cat");
    assertThat(image.get("class").asText())
        .isEqualTo(fixture.models.classId(model, "cat").toString());
    assertThat(image.get("width").asInt()).isEqualTo(8);
    assertThat(image.get("state").asText()).isEqualTo("ready");
    String path = "/api/v1/images/" + image.get("id").asText();

    HttpResponse<String> content = server.get(image.get("content").asText(), "anna");
    assertThat(content.statusCode()).isEqualTo(200);
    assertThat(content.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(content.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(content.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("sandbox");
    assertThat(content.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    HttpResponse<String> small = server.get(path + "/content?size=16", "anna");
    assertThat(small.headers().firstValue("Content-Type")).contains("image/jpeg");

    assertThat(
            server
                .send(server.request(path).header("Authorization", "Bearer anna").DELETE())
                .statusCode())
        .isEqualTo(204);
    assertThat(server.get(path, "anna").statusCode()).isEqualTo(404);
    assertThat(fixture.models.total(model)).isZero();
  }

  private String bin() {
    return "/api/v1/models/" + model + "/bin";
  }

  private HttpResponse<String> delete(String path, String account) {
    return server.send(server.request(path).header("Authorization", "Bearer " + account).DELETE());
  }

  private HttpResponse<String> restore(String account, String json) {
    return post(
        bin() + "/restorations",
        account,
        "application/json",
        json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_removed_picture_is_listed_in_the_bin_shown_and_put_back() {
    String id = added(1).get("id").asText();
    assertThat(delete("/api/v1/images/" + id, "anna").statusCode()).isEqualTo(204);

    JsonNode bin = TestServer.json(server.get(bin(), "anna"));
    assertThat(bin.get("pictures").asInt()).isEqualTo(1);
    assertThat(bin.get("bytes").asInt()).isEqualTo(TestZip.picture(1).length);
    assertThat(bin.get("keptFor").asText()).isEqualTo("PT720H");
    JsonNode item = bin.get("items").get(0);
    assertThat(item.get("id").asText()).isEqualTo(id);
    assertThat(item.get("label").asText()).isEqualTo("cat");
    assertThat(Instant.parse(item.get("goesAt").asText()))
        .isEqualTo(Instant.parse(item.get("removedAt").asText()).plus(Duration.ofDays(30)));
    String content = item.get("content").asText();
    assertThat(server.get(content, "anna").headers().firstValue("Content-Type"))
        .contains("image/png");
    assertThat(server.get(content + "?size=16", "anna").headers().firstValue("Content-Type"))
        .contains("image/jpeg");

    HttpResponse<String> restored = restore("anna", "{\"images\":[\"%s\"]}".formatted(id));
    assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
    assertThat(TestServer.json(restored).get("restored").asInt()).isEqualTo(1);
    assertThat(server.get("/api/v1/images/" + id, "anna").statusCode()).isEqualTo(200);
    assertThat(server.get(content, "anna").statusCode()).isEqualTo(404);
    assertThat(restore("anna", "{\"all\":true}").statusCode()).isEqualTo(200);
  }

  @Test
  void what_to_put_back_is_said_in_one_way() {
    for (String body :
        List.of(
            "{}",
            "{\"all\":false}",
            "{\"images\":[]}",
            "{\"images\":[\"x\"]}",
            "{\"class\":\"cat\"}",
            "{\"all\":true,\"images\":[\"01930e5a-7c1b-7000-8000-0123456789ab\"]}")) {
      assertThat(restore("anna", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(restore("anna", "{\"class\":\"01930e5a-7c1b-7000-8000-0123456789ab\"}").statusCode())
        .isEqualTo(404);
    assertThat(server.get(bin() + "?cursor=x", "anna").statusCode()).isEqualTo(400);
  }

  @Test
  void pictures_of_the_bin_are_deleted_for_good_one_by_one_or_all() {
    String first = added(1).get("id").asText();
    String second = added(2).get("id").asText();
    String third = added(3).get("id").asText();
    String never = added(4).get("id").asText();
    List.of(first, second, third)
        .forEach(
            id -> assertThat(delete("/api/v1/images/" + id, "anna").statusCode()).isEqualTo(204));
    assertThat(delete("/api/v1/images/" + never + "?forever=true", "anna").statusCode())
        .isEqualTo(204);

    assertThat(delete(bin() + "/" + first, "anna").statusCode()).isEqualTo(204);
    assertThat(delete(bin() + "/" + first, "anna").statusCode()).isEqualTo(204);
    JsonNode left = TestServer.json(server.get(bin() + "?limit=1", "anna"));
    assertThat(left.get("items").findValuesAsText("id")).containsExactly(third);
    assertThat(
            TestServer.json(
                    server.get(bin() + "?limit=1&cursor=" + left.get("next").asText(), "anna"))
                .get("items")
                .findValuesAsText("id"))
        .containsExactly(second);

    assertThat(delete(bin(), "anna").statusCode()).isEqualTo(204);
    assertThat(TestServer.json(server.get(bin(), "anna")).get("items")).isEmpty();
  }

  @Test
  void another_account_neither_sees_nor_changes_a_bin() {
    String id = added(1).get("id").asText();
    assertThat(delete("/api/v1/images/" + id, "anna").statusCode()).isEqualTo(204);
    String content = bin() + "/" + id + "/content";

    for (String stranger : List.of("bert", "nobody")) {
      int status = stranger.equals("bert") ? 404 : 401;
      assertThat(server.get(bin(), stranger).statusCode()).isEqualTo(status);
      assertThat(server.get(content, stranger).statusCode()).isEqualTo(status);
      assertThat(restore(stranger, "{\"all\":true}").statusCode()).isEqualTo(status);
      assertThat(delete(bin() + "/" + id, stranger).statusCode()).isEqualTo(status);
      assertThat(delete(bin(), stranger).statusCode()).isEqualTo(status);
    }
    assertThat(TestServer.json(server.get(bin(), "anna")).get("items")).hasSize(1);

    // Nor by the way of a model of one's own.
    ModelId own = fixture.models.make(TestServer.BERT, "cat");
    String other = "/api/v1/models/" + own + "/bin/" + id;
    assertThat(server.get(other + "/content", "bert").statusCode()).isEqualTo(404);
    assertThat(delete(other, "bert").statusCode()).isEqualTo(204);
    assertThat(server.get(content, "anna").statusCode()).isEqualTo(200);
  }

  @Test
  void a_picture_is_moved_to_another_class_of_its_model_by_its_owner_only() {
    String path = "/api/v1/images/" + added(1).get("id").asText();

    HttpResponse<String> moved = patch(path, "anna", "{\"class\": \"dog\"}");

    assertThat(moved.statusCode()).isEqualTo(200);
    assertThat(TestServer.json(moved).get("label").asText()).isEqualTo("dog");
    assertThat(TestServer.json(server.get(path, "anna")).get("label").asText()).isEqualTo("dog");
    assertThat(patch(path, "bert", "{\"class\": \"cat\"}").statusCode()).isEqualTo(404);
    assertThat(patch(path, "anna", "{\"class\": \"unicorn\"}").statusCode()).isEqualTo(404);
    assertThat(patch(path, "anna", "{}").statusCode()).isEqualTo(400);
    assertThat(fixture.models.total(model)).isEqualTo(1);
  }

  private HttpResponse<String> patch(String path, String account, String json) {
    return server.send(
        server
            .request(path)
            .header("Authorization", "Bearer " + account)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  @Test
  void the_same_picture_again_answers_the_one_that_is_there() {
    JsonNode image = added(1);

    HttpResponse<String> again =
        post(images() + "?class=dog", "anna", "image/png", TestZip.picture(1));

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(TestServer.json(again).get("id")).isEqualTo(image.get("id"));
    assertThat(TestServer.json(again).get("label").asText()).isEqualTo("cat");
  }

  @Test
  void a_picture_that_cannot_be_read_is_refused_with_the_reason() {
    HttpResponse<String> response =
        post(images() + "?class=cat", "anna", "image/png", new byte[20]);

    assertThat(response.statusCode()).isEqualTo(422);
    JsonNode problem = TestServer.json(response);
    assertThat(problem.get("type").asText()).isEqualTo("/problems/unreadable-picture");
    assertThat(problem.get("reason").asText()).isEqualTo("not-a-picture");
    assertThat(problem.get("detail").asText()).contains("JPEG or PNG");
  }

  @Test
  void a_class_that_is_not_there_is_named() {
    HttpResponse<String> response =
        post(images() + "?class=horse", "anna", "image/png", TestZip.picture(1));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("horse", "Add the class first");
    assertThat(post(images(), "anna", "image/png", TestZip.picture(1)).statusCode()).isEqualTo(400);
  }

  @Test
  void images_are_listed_newest_first_in_pages() {
    String first = added(1).get("id").asText();
    String second = added(2).get("id").asText();
    String third = added(3).get("id").asText();

    JsonNode page = TestServer.json(server.get(images() + "?limit=2&class=cat", "anna"));
    assertThat(page.get("items").findValuesAsText("id")).containsExactly(third, second);
    JsonNode rest =
        TestServer.json(
            server.get(images() + "?limit=2&cursor=" + page.get("next").asText(), "anna"));
    assertThat(rest.get("items").findValuesAsText("id")).containsExactly(first);

    assertThat(TestServer.json(server.get(images() + "?state=refused", "anna")).get("items"))
        .isEmpty();
    assertThat(TestServer.json(server.get(images() + "?class=dog", "anna")).get("items")).isEmpty();
    assertThat(server.get(images() + "?state=odd", "anna").statusCode()).isEqualTo(400);
  }

  @Test
  void every_problem_has_a_page() {
    assertThat(new ProblemPages(DatasetProblems.ALL).endpoints()).isNotEmpty();
  }
}
