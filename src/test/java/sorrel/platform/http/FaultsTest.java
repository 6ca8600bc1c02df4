package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Source;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
  private final CountDownLatch never = new CountDownLatch(1);

  /** A value that the mapper cannot write. */
  record Loop(Thread thread) {}

  @AutoClose
  private final TestServer server =
      TestServer.of(
          ServerLimits.defaults("127.0.0.1", 0)
              .withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofMillis(700)),
          List.of(
              Endpoint.get(Access.EVERYONE, "/throws")
                  .async(
                      _ -> {
                        throw new IllegalStateException("secret of the house");
                      }),
              Endpoint.get(Access.EVERYONE, "/blocking-throws")
                  .blocking(
                      _ -> {
                        throw new java.sql.SQLException("secret of the house");
                      }),
              Endpoint.get(Access.EVERYONE, "/fails")
                  .async(
                      _ ->
                          CompletableFuture.failedStage(new AssertionError("secret of the house"))),
              Endpoint.get(Access.EVERYONE, "/unwritable")
                  .blocking(_ -> Reply.ok(new Loop(Thread.currentThread()))),
              Endpoint.get(Access.EVERYONE, "/refuses")
                  .blocking(
                      _ ->
                          Reply.problem(
                              HttpProblems.BUSY
                                  .because("later")
                                  .with("queue", 7)
                                  .retryAfter(Duration.ofSeconds(3)))),
              Endpoint.get(Access.EVERYONE, "/never").async(_ -> new CompletableFuture<>()),
              Endpoint.get(Access.EVERYONE, "/slow")
                  .blocking(
                      _ -> {
                        never.await();
                        return Reply.empty();
                      }),
              Endpoint.get(Access.EVERYONE, "/events")
                  .blocking(
                      _ ->
                          Reply.events(
                              Source.from(
                                  List.of(
                                      ServerEvent.of("task", Map.of("id", 1)),
                                      new ServerEvent("task", Optional.of("9"), "two"))))),
              Endpoint.post(Access.EVERYONE, "/body")
                  .body(Body.json())
                  .blocking(_ -> Reply.empty())),
          Optional.empty());

  @Test
  void nothing_of_an_exception_reaches_the_caller() {
    for (String path : List.of("/throws", "/blocking-throws", "/fails", "/unwritable")) {
      HttpResponse<String> response = server.get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(500);
      JsonNode problem = TestServer.json(response);
      assertThat(problem.get("type").asText()).isEqualTo("/problems/internal-error");
      assertThat(problem.get("requestId").asText())
          .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
      assertThat(response.body()).doesNotContain("secret", "Exception", "java", "sorrel.");
    }
  }

  @Test
  void a_problem_is_sent_as_rfc_9457_says() {
    HttpResponse<String> response = server.get("/refuses");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.headers().firstValue("Retry-After")).contains("3");
    JsonNode problem = TestServer.json(response);
    assertThat(problem.get("status").asInt()).isEqualTo(503);
    assertThat(problem.get("detail").asText()).isEqualTo("later");
    assertThat(problem.get("queue").asInt()).isEqualTo(7);
  }

  @Test
  void an_answer_that_takes_too_long_has_an_unknown_outcome() {
    for (String path : List.of("/never", "/slow")) {
      HttpResponse<String> response = server.get(path);
      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(response.body()).contains("/problems/outcome-unknown", "Idempotency-Key");
    }
  }

  @Test
  void a_sane_request_id_is_kept_and_any_other_replaced() {
    HttpResponse<String> kept = server.send(server.request("/x").header("X-Request-Id", "a-B_9.z"));
    assertThat(kept.headers().firstValue("X-Request-Id")).contains("a-B_9.z");
    for (String id : List.of("x".repeat(65), "a b", "a\tb", "<script>")) {
      HttpResponse<String> replaced = server.send(server.request("/x").header("X-Request-Id", id));
      assertThat(replaced.headers().firstValue("X-Request-Id").orElseThrow())
          .matches("[0-9a-f]{16}");
    }
  }

  @Test
  void every_answer_has_headers_that_keep_browsers_safe() {
    for (String path : List.of("/x", "/refuses", "/throws")) {
      HttpResponse<String> response = server.get(path);
      assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("frame-ancestors 'none'");
      assertThat(response.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void what_is_not_http_is_a_problem_too() {
    String headers = "\r\nHost: x\r\nConnection: close\r\n\r\n";
    assertThat(server.raw("GET /" + "x".repeat(5_000) + " HTTP/1.1" + headers))
        .startsWith("HTTP/1.1 414")
        .contains("application/problem+json", "too long");
    assertThat(server.raw("GET / HTTP/1.1\r\nHost: x\r\nX-Y: " + "x".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("application/problem+json");
    assertThat(server.raw("NONSENSE / HTTP/1.1" + headers))
        .startsWith("HTTP/1.1 501")
        .contains("application/problem+json")
        .doesNotContain("NONSENSE");
    assertThat(server.raw("GET / HTTP/9.1" + headers)).startsWith("HTTP/1.1 505");
    assertThat(server.raw("GET / HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json");
    assertThat(server.raw("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void a_body_that_comes_too_slowly_is_not_waited_for() {
    String start =
        "POST /body HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{";
    assertThat(server.raw(start)).contains("408", "/problems/body-too-slow");
  }

  @Test
  void headers_that_never_end_are_not_waited_for() {
    assertThat(server.raw("GET / HTTP/1.1\r\nHost: x\r\nX-")).doesNotContain("200");
  }

  @Test
  void events_arrive_as_a_stream() {
    HttpResponse<String> response = server.get("/events");
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(response.body())
        .isEqualTo(":\n\nevent: task\ndata: {\"id\":1}\n\nid: 9\nevent: task\ndata: \"two\"\n\n");
  }
}
