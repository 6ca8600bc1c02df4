package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sorrel.kernel.ModelId;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingTest {
  @AutoClose
  private final TestServer server =
      TestServer.of(
          List.of(
              Endpoint.get(Access.EVERYONE, "/models/{model}")
                  .blocking(call -> Reply.ok(Map.of("id", call.id("model", ModelId::of)))),
              Endpoint.delete(Access.EVERYONE, "/models/{model}").blocking(_ -> Reply.empty()),
              Endpoint.get(Access.EVERYONE, "/models/latest")
                  .blocking(_ -> Reply.ok(Map.of("id", "latest"))),
              Endpoint.get(Access.EVERYONE, "/models/{model}/versions/{version}")
                  .blocking(call -> Reply.ok(Map.of("version", call.number("version")))),
              Endpoint.get(Access.EVERYONE, "/list")
                  .query("limit", "cursor", "kind")
                  .blocking(
                      call ->
                          Reply.ok(
                              Map.of(
                                  "limit", call.query().limit(),
                                  "kind", call.query().text("kind").orElse("-")))),
              Endpoint.get(Access.EVERYONE, "/me").blocking(_ -> Reply.ok(Map.of())),
              Endpoint.get(Access.ACCOUNT, "/mine")
                  .blocking(call -> Reply.ok(Map.of("account", call.caller().account()))),
              Endpoint.post(Access.ACCOUNT, "/mine").blocking(_ -> Reply.empty()),
              Endpoint.get(Access.ADMINISTRATOR, "/cluster").blocking(_ -> Reply.ok(Map.of())),
              Endpoint.get(Access.EVERYONE, "/{page*}")
                  .blocking(call -> Reply.ok(Map.of("page", call.path("page"))))));

  @Test
  void a_literal_segment_goes_before_a_parameter() {
    assertThat(server.get("/models/latest").body()).contains("latest");
    assertThat(server.get("/models/01930e5a-0000-7000-8000-000000000001").body())
        .contains("01930e5a-0000-7000-8000-000000000001");
  }

  @Test
  void a_parameter_that_is_no_id_is_not_found() {
    for (String path : List.of("/models/1-1-1-1-1", "/models/x", "/models/x/versions/-1")) {
      HttpResponse<String> response = server.get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(response.headers().firstValue("Content-Type"))
          .contains("application/problem+json");
      assertThat(TestServer.json(response).get("type").asText()).isEqualTo("/problems/not-found");
    }
  }

  @Test
  void the_rest_of_a_path_takes_what_nothing_else_takes() {
    assertThat(server.get("/a/b/c.js").body()).contains("\"a/b/c.js\"");
    assertThat(server.get("/models/x/y").statusCode()).isEqualTo(200);
  }

  @Test
  void a_path_cannot_climb_out_of_its_root() {
    assertThat(server.get("/a/%2e%2e/b").body()).doesNotContain("..");
    assertThat(server.get("/a/..%2fb").statusCode()).isEqualTo(404);
    assertThat(server.get("/a/%00").statusCode()).isEqualTo(404);
    assertThat(server.get("/a//b").statusCode()).isEqualTo(404);
    assertThat(server.get("/me/").statusCode()).isEqualTo(404);
  }

  @Test
  void another_method_is_refused_with_those_that_are_taken() {
    HttpResponse<String> response = server.post("/models/latest", "{}");
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("DELETE, GET, HEAD, OPTIONS");
  }

  @Test
  void options_tells_the_methods() {
    HttpResponse<String> response =
        server.send(server.request("/mine").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void head_answers_as_get_without_the_body() {
    assertThat(server.raw("HEAD /me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .endsWith("\r\n\r\n");
  }

  @Test
  void query_parameters_are_checked_all_at_once() {
    HttpResponse<String> response = server.get("/list?limti=3&kind=a&kind=b");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestServer.json(response).get("errors").toString())
        .contains("?limti", "cursor, kind, limit", "more than once");
    assertThat(server.get("/list?limit=0").statusCode()).isEqualTo(400);
    assertThat(server.get("/list?limit=x").body()).contains("whole number from 1 to 500");
    assertThat(server.get("/list?limit=7&kind=%C3%A4").body()).contains("\"ä\"", ":7");
    assertThat(server.get("/me?x=1").body()).contains("takes no query parameters");
  }

  @Test
  void a_malformed_query_is_a_malformed_request() {
    assertThat(server.raw("GET /list?kind=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json");
  }

  @Test
  void an_account_is_asked_for_where_the_endpoint_says_so() {
    HttpResponse<String> nobody = server.get("/mine");
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(server.get("/mine", "wrong").statusCode()).isEqualTo(401);
    assertThat(server.get("/mine", "anna").body()).contains(TestServer.ANNA.toString());
  }

  @Test
  void an_administrator_is_asked_for_where_the_endpoint_says_so() {
    assertThat(server.get("/cluster").statusCode()).isEqualTo(401);
    assertThat(server.get("/cluster", "anna").statusCode()).isEqualTo(403);
    assertThat(server.get("/cluster", "root").statusCode()).isEqualTo(200);
  }

  @Test
  void another_site_cannot_act_through_a_session() {
    HttpRequest.Builder withSession =
        server
            .request("/mine")
            .header("Cookie", "session=anna")
            .POST(HttpRequest.BodyPublishers.noBody());
    assertThat(server.send(withSession.copy().header("Sec-Fetch-Site", "same-origin")).statusCode())
        .isEqualTo(204);
    assertThat(
            server
                .send(withSession.copy().header("Origin", "http://127.0.0.1:" + server.port()))
                .statusCode())
        .isEqualTo(204);
    for (String site : List.of("cross-site", "same-site")) {
      HttpResponse<String> refused = server.send(withSession.copy().header("Sec-Fetch-Site", site));
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("/problems/cross-origin");
    }
    assertThat(server.send(withSession.copy().header("Origin", "null")).statusCode())
        .isEqualTo(403);
    assertThat(server.send(withSession).statusCode()).isEqualTo(403);
  }

  @Test
  void two_endpoints_of_one_address_are_refused() {
    List<Endpoint> twice =
        List.of(
            Endpoint.get(Access.EVERYONE, "/a/{x}").blocking(_ -> Reply.empty()),
            Endpoint.get(Access.EVERYONE, "/a/{y}").blocking(_ -> Reply.empty()));
    Router<Endpoint> router = new Router<>();
    assertThatThrownBy(() -> twice.forEach(e -> router.add(e.method(), e.path(), e)))
        .hasMessageContaining("two endpoints for GET /a/{y}");
  }
}
