package sorrel.platform.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.model.HttpHeader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import sorrel.kernel.AccountId;
import sorrel.platform.serialization.Json;

/** A server on a port of the system's choice, and a client for it. */
public final class TestServer implements AutoCloseable {
  /** What the test authenticator takes: the token names the account. */
  public static final AccountId ANNA = AccountId.of("01930e5a-0000-7000-8000-000000000001");

  public static final AccountId BERT = AccountId.of("01930e5a-0000-7000-8000-000000000002");

  public static final ObjectMapper MAPPER = Json.mapper();

  private final ActorSystem<Void> system;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  public final Metrics metrics = new Metrics();

  private TestServer(
      ServerLimits settings,
      ObjectMapper mapper,
      List<Endpoint> endpoints,
      Authenticator authenticator,
      Optional<IdempotencyStore> idempotency) {
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "http-test",
            ConfigFactory.parseString(
                    """
                    akka.loglevel = WARNING
                    akka.actor.provider = local
                    akka.loggers = ["akka.event.slf4j.Slf4jLogger"]
                    akka.logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
                    """)
                .withFallback(ConfigFactory.load()));
    server =
        HttpServer.start(system, settings, mapper, endpoints, authenticator, idempotency, metrics)
            .toCompletableFuture()
            .join();
  }

  public static TestServer of(List<Endpoint> endpoints) {
    return of(ServerLimits.defaults("127.0.0.1", 0), endpoints, Optional.empty());
  }

  public static TestServer of(
      ServerLimits settings, List<Endpoint> endpoints, Optional<IdempotencyStore> store) {
    return new TestServer(settings, MAPPER, endpoints, TestServer::authenticate, store);
  }

  /** With an authenticator and mapper of the test's own. */
  public static TestServer of(
      ObjectMapper mapper, List<Endpoint> endpoints, Authenticator authenticator) {
    return new TestServer(
        ServerLimits.defaults("127.0.0.1", 0), mapper, endpoints, authenticator, Optional.empty());
  }

  private static CompletableFuture<Optional<Caller>> authenticate(
      akka.http.javadsl.model.HttpRequest request) {
    String token =
        request
            .getHeader("authorization")
            .or(() -> request.getHeader("cookie"))
            .map(HttpHeader::value)
            .orElse("");
    return CompletableFuture.completedFuture(
        switch (token) {
          case "Bearer anna", "session=anna" -> Optional.of(new Caller(ANNA, false));
          case "Bearer bert" -> Optional.of(new Caller(BERT, false));
          case "Bearer root" -> Optional.of(new Caller(new AccountId(new UUID(0, 1)), true));
          default -> Optional.empty();
        });
  }

  public int port() {
    return server.address().getPort();
  }

  public HttpServer http() {
    return server;
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  public HttpResponse<String> get(String path) {
    return send(request(path));
  }

  public HttpResponse<String> get(String path, String token) {
    return send(request(path).header("Authorization", "Bearer " + token));
  }

  public HttpResponse<String> post(String path, String json) {
    return send(jsonRequest(path, json));
  }

  public HttpResponse<String> post(String path, String token, String json) {
    return send(jsonRequest(path, json).header("Authorization", "Bearer " + token));
  }

  public HttpRequest.Builder jsonRequest(String path, String json) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  /** Sends bytes as they are and reads until the server closes. */
  public String raw(String text) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return untilClosed(socket.getInputStream());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String untilClosed(InputStream in) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        received.write(next);
      }
    } catch (SocketException reset) {
      received.writeBytes("<reset>".getBytes(StandardCharsets.UTF_8));
    }
    return received.toString(StandardCharsets.UTF_8);
  }

  public static JsonNode json(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException malformed) {
      throw new UncheckedIOException(response.body(), malformed);
    }
  }

  @Override
  public void close() {
    client.close();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    metrics.close();
  }
}
