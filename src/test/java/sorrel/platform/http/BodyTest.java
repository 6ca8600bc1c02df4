package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyTest {
  private static final int MAX = 1_000;
  private static final String BOUNDARY = "edge-of-part";

  @TempDir static Path folder;

  enum Colour {
    RED,
    GREEN
  }

  record Label(String name, Optional<Integer> order) {}

  record Input(
      String name,
      int count,
      double share,
      boolean on,
      Colour colour,
      List<Label> labels,
      Optional<Duration> budget)
      implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      checks.length(name, 1, 10, "/name").that(count > 0, "/count", "must be at least 1");
    }
  }

  @AutoClose
  private final TestServer server =
      TestServer.of(
          List.of(
              Endpoint.post(Access.EVERYONE, "/json")
                  .body(Body.json(MAX))
                  .blocking(call -> Reply.ok(call.json(Input.class))),
              Endpoint.post(Access.EVERYONE, "/optional")
                  .body(Body.json(MAX))
                  .blocking(call -> Reply.ok(call.json(Optionals.class))),
              Endpoint.post(Access.EVERYONE, "/upload")
                  .body(Body.upload(MAX))
                  .blocking(
                      call ->
                          Reply.ok(
                              Map.of(
                                  "bytes", call.upload().bytes().length,
                                  "type", call.upload().mediaType(),
                                  "name", call.upload().fileName().orElse("-")))),
              Endpoint.post(Access.EVERYONE, "/stream")
                  .body(Body.stream(1_000_000))
                  .async(
                      call ->
                          call.saveTo(folder.resolve(call.requestId()))
                              .thenApply(bytes -> Reply.ok(Map.of("bytes", bytes))))));

  record Optionals(Optional<String> note) {}

  @Test
  void a_body_becomes_a_record() {
    HttpResponse<String> response =
        server.post(
            "/json",
            """
            {"name":"a","count":2,"share":1,"on":true,"colour":"red","labels":[{"name":"x"}],
             "budget":"PT15M"}
            """);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).contains("\"name\":\"x\"");
  }

  @Test
  void every_error_of_a_body_is_told_at_once_with_its_place() {
    HttpResponse<String> response =
        server.post(
            "/json",
            """
            {"name":5,"count":1.5,"share":"1","on":"true","colour":"BLUE","labels":[
              {"name":"x","order":"first"},{"nam/e":"y"}],"budget":"soon"}
            """);
    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode problem = TestServer.json(response);
    assertThat(problem.get("type").asText()).isEqualTo("/problems/malformed-request");
    assertThat(problem.get("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/name",
            "/count",
            "/share",
            "/on",
            "/colour",
            "/labels/0/order",
            "/labels/1/nam~1e",
            "/labels/1/name",
            "/budget");
    assertThat(response.body()).contains("must be one of red, green", "PT15M", "is missing");
  }

  @Test
  void checks_beyond_types_are_told_at_once_too() {
    HttpResponse<String> response =
        server.post(
            "/json",
            """
            {"name":"far too long a name","count":0,"share":1,"on":true,"colour":"red","labels":[]}
            """);
    assertThat(TestServer.json(response).get("errors").findValuesAsText("pointer"))
        .containsExactly("/name", "/count");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{} {}",
        "{\"note\":\"a\",\"note\":\"b\"}",
        "[]",
        "null",
        "\"text\"",
        "{\"note\":\"\\u0000\"}",
        "{\"note\":1}",
        "{'note':1}",
        "\u0000"
      })
  void what_is_not_the_json_asked_for_is_a_malformed_request(String body) {
    HttpResponse<String> response = server.post("/optional", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.body()).contains("malformed-request").doesNotContain("jackson", "sorrel.");
  }

  @Test
  void deeply_nested_json_is_a_malformed_request() {
    assertThat(server.post("/optional", "[".repeat(900)).statusCode()).isEqualTo(400);
    assertThat(server.post("/optional", "{\"x\":".repeat(150)).statusCode()).isEqualTo(400);
  }

  @Test
  void no_body_reads_as_one_without_fields() {
    HttpRequest.Builder empty =
        server.request("/optional").POST(HttpRequest.BodyPublishers.noBody());
    assertThat(server.send(empty).statusCode()).isEqualTo(200);
  }

  @Test
  void json_has_to_say_that_it_is_json() {
    HttpResponse<String> response = server.send(typed("/json", "text/plain", "{}"));
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.body()).contains("text/plain", "application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/zip", "video/mp4"})
  void an_upload_that_says_it_is_no_picture_is_told_what_is_taken(String type) {
    HttpResponse<String> response = server.send(typed("/upload", type, "abc"));
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(TestServer.json(response).get("detail").asText())
        .contains(type, "image/jpeg", "application/octet-stream", "multipart/form-data");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/jpeg",
        "IMAGE/x-unheard-of",
        "application/octet-stream",
        "application/x-www-form-urlencoded"
      })
  void an_upload_whose_type_leaves_it_open_is_looked_at(String type) {
    assertThat(server.send(typed("/upload", type, "abc")).body()).contains("\"bytes\":3");
  }

  @Test
  void an_upload_without_a_type_is_looked_at() {
    HttpRequest.Builder untyped =
        server.request("/upload").POST(HttpRequest.BodyPublishers.ofString("abc"));
    assertThat(server.send(untyped).body()).contains("\"bytes\":3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/json", "/upload"})
  void a_body_that_says_it_is_too_large_is_refused(String path) {
    HttpResponse<String> response = server.post(path, "x".repeat(MAX + 1));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(TestServer.json(response).get("bytesMax").asInt()).isEqualTo(MAX);
  }

  /** Small enough to be sent before the answer: a client that goes on may lose its connection. */
  @ParameterizedTest
  @ValueSource(ints = {MAX + 1, 60_000, 200_000})
  void a_body_that_turns_out_too_large_is_refused(int bytes) {
    HttpResponse<String> response = server.send(chunked("/json", "application/json", bytes));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("/problems/body-too-large");
  }

  @Test
  void a_stream_that_turns_out_too_large_is_refused() {
    HttpResponse<String> response = server.send(chunked("/stream", "application/zip", 1_500_000));
    assertThat(response.statusCode()).isEqualTo(413);
    HttpResponse<String> known =
        server.send(
            server
                .request("/stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1_500_000])));
    assertThat(known.statusCode()).isEqualTo(413);
  }

  @Test
  void a_stream_goes_to_a_file() throws Exception {
    HttpResponse<String> response =
        server.send(chunked("/stream", "application/zip", 900_000).header("X-Request-Id", "s1"));
    assertThat(response.body()).contains("900000");
    assertThat(Files.size(folder.resolve("s1"))).isEqualTo(900_000);
  }

  @Test
  void the_file_of_a_form_is_streamed_alone() throws Exception {
    HttpResponse<String> response =
        server.send(
            form("/stream", part("note", "hello") + part("file", "x".repeat(200_000)))
                .header("X-Request-Id", "s2"));
    assertThat(response.body()).contains("200000");
    assertThat(Files.readString(folder.resolve("s2"))).isEqualTo("x".repeat(200_000));
  }

  @Test
  void a_form_without_the_file_is_refused() {
    for (String path : List.of("/stream", "/upload")) {
      HttpResponse<String> response = server.send(form(path, part("picture", "xyz")));
      assertThat(response.statusCode()).as(path + response.body()).isEqualTo(400);
      assertThat(response.body()).contains("no field \\\"file\\\"");
    }
  }

  @Test
  void a_form_that_is_cut_short_is_refused() {
    for (String path : List.of("/stream", "/upload")) {
      HttpRequest.Builder cut =
          server
              .request(path)
              .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
              .POST(HttpRequest.BodyPublishers.ofString(part("file", "xyz")));
      HttpResponse<String> response = server.send(cut);
      assertThat(response.statusCode()).as(path + response.body()).isEqualTo(400);
    }
  }

  @Test
  void an_upload_is_the_body_or_the_file_of_a_form() {
    HttpRequest.Builder plain =
        server
            .request("/upload")
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[500]));
    assertThat(server.send(plain).body()).contains("500", "image/png");
    assertThat(server.send(form("/upload", part("note", "n") + part("file", "abc"))).body())
        .contains(":3", "image/jpeg", "picture.jpg");
  }

  private HttpRequest.Builder chunked(String path, String type, int bytes) {
    InputStream content =
        new ByteArrayInputStream("x".repeat(bytes).getBytes(StandardCharsets.UTF_8));
    return server
        .request(path)
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> content));
  }

  private HttpRequest.Builder typed(String path, String type, String body) {
    return server
        .request(path)
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder form(String path, String parts) {
    return server
        .request(path)
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(HttpRequest.BodyPublishers.ofString(parts + "--" + BOUNDARY + "--\r\n"));
  }

  private static String part(String name, String content) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"picture.jpg\"\r\n"
            .formatted(BOUNDARY, name)
        + "Content-Type: image/jpeg\r\n\r\n"
        + content
        + "\r\n";
  }
}
