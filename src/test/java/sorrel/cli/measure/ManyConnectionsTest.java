package sorrel.cli.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManyConnectionsTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private URI address;

  @BeforeEach
  void start() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = HttpServer.create(any, 1_024);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.close();
  }

  @Test
  void each_connection_that_was_opened_carries_one_request_of_a_burst() {
    try (ManyConnections connections = ManyConnections.open(address, 200, get("/first"))) {
      assertThat(asked).hasValue(0);
      LoadFigures figures = connections.once(_ -> get("/asked"));
      assertThat(figures.ok()).isEqualTo(200);
      assertThat(figures.failed()).isZero();
      assertThat(figures.latencies().orElseThrow().count()).isEqualTo(200);
    }
    assertThat(asked).hasValue(200);
    assertThat(callers).hasSize(200);
  }

  @Test
  void requests_may_be_sent_as_their_connections_open() {
    LoadFigures figures = ManyConnections.connectAndSend(address, 100, _ -> get("/asked"));
    assertThat(figures.ok()).isEqualTo(100);
    assertThat(callers).hasSize(100);
  }

  @Test
  void a_steady_load_goes_on_on_the_same_connections_until_the_time_is_over() {
    try (ManyConnections connections = ManyConnections.open(address, 3, get("/first"))) {
      LoadFigures figures = connections.steadily(_ -> get("/asked"), Duration.ofMillis(300));
      assertThat(figures.ok()).isGreaterThan(3).isEqualTo(asked.get());
      assertThat(figures.seconds()).isGreaterThanOrEqualTo(0.3);
      assertThat(callers).hasSize(3);
    }
  }

  @Test
  void an_answer_other_than_success_has_failed_and_has_no_latency() {
    try (ManyConnections connections = ManyConnections.open(address, 10, get("/first"))) {
      LoadFigures figures = connections.once(n -> get(n < 4 ? "/busy" : "/asked"));
      assertThat(figures.ok()).isEqualTo(6);
      assertThat(figures.failures()).containsExactly(Map.entry("status 503", 4));
      assertThat(figures.latencies().orElseThrow().count()).isEqualTo(6);
    }
  }

  @Test
  void a_connection_that_is_closed_instead_of_an_answer_is_counted_once() {
    try (ManyConnections connections = ManyConnections.open(address, 10, get("/first"))) {
      LoadFigures figures = connections.once(n -> get(n == 0 ? "/cut" : "/asked"));
      assertThat(figures.requests()).isEqualTo(10);
      assertThat(figures.failed()).isEqualTo(1);
    }
  }

  @Test
  void connections_that_are_refused_fail_with_the_requests() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port);
    try (ManyConnections connections = ManyConnections.open(nobody, 5_000, get("/first"))) {
      LoadFigures figures = connections.once(_ -> get("/asked"));
      assertThat(figures.requests()).isEqualTo(5_000);
      assertThat(figures.failures()).containsEntry("Connection refused", 5_000);
      assertThat(figures.latencies()).isEmpty();
    }
  }

  private WireRequest get(String path) {
    return WireRequest.get(address, path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/cut" -> exchange.close();
      case "/busy" -> answer(exchange, 503);
      case "/asked" -> {
        asked.incrementAndGet();
        callers.add(exchange.getRemoteAddress());
        answer(exchange, 200);
      }
      default -> answer(exchange, 200);
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    byte[] body = "an answer".repeat(100).getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
