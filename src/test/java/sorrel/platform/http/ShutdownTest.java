package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.stream.javadsl.Source;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  @Test
  void a_server_that_stops_finishes_requests_and_ends_streams_of_events() throws Exception {
    CountDownLatch bothStarted = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    try (TestServer server =
        TestServer.of(
            List.of(
                Endpoint.get(Access.EVERYONE, "/work")
                    .blocking(
                        _ -> {
                          bothStarted.countDown();
                          go.await();
                          return Reply.ok(Map.of("done", true));
                        }),
                Endpoint.get(Access.EVERYONE, "/events")
                    .blocking(
                        _ -> {
                          bothStarted.countDown();
                          return Reply.events(Source.never());
                        })))) {
      CompletableFuture<HttpResponse<String>> work =
          CompletableFuture.supplyAsync(() -> server.get("/work"));
      CompletableFuture<HttpResponse<String>> events =
          CompletableFuture.supplyAsync(() -> server.get("/events"));
      assertThat(bothStarted.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> stopped = server.http().stop().toCompletableFuture();
      assertThat(events.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      go.countDown();
      assertThat(work.get(20, TimeUnit.SECONDS).body()).contains("true");
      stopped.get(20, TimeUnit.SECONDS);
      assertThatThrownBy(() -> server.get("/work")).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void a_server_with_time_to_drain_answers_and_sends_callers_away_before_it_refuses_them()
      throws Exception {
    ServerLimits limits = ServerLimits.defaults("127.0.0.1", 0).withDrain(Duration.ofSeconds(2));
    List<Endpoint> endpoints =
        List.of(Endpoint.get(Access.EVERYONE, "/work").blocking(_ -> Reply.ok(Map.of())));
    try (TestServer server = TestServer.of(limits, endpoints, Optional.empty())) {
      assertThat(server.get("/work").headers().firstValue("connection")).isEmpty();
      CompletableFuture<Void> stopped = server.http().stop().toCompletableFuture();
      HttpResponse<String> drained = server.get("/work");
      assertThat(drained.statusCode()).isEqualTo(200);
      assertThat(drained.headers().firstValue("connection")).contains("close");
      assertThat(stopped).isNotDone();
      stopped.get(20, TimeUnit.SECONDS);
      assertThatThrownBy(() -> server.get("/work")).isInstanceOf(UncheckedIOException.class);
    }
  }
}
