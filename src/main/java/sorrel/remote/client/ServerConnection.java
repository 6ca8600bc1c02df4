package sorrel.remote.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sorrel.remote.domain.Protocol;

/**
 * Requests to one server with one token. An {@link IOException} means that the same request may
 * succeed later, {@link Refused} that it will not.
 */
final class ServerConnection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Of an answer that waits for nothing; pictures may have to come from a bucket first. */
  static final Duration ANSWER = Duration.ofMinutes(2);

  /** Of a blob on a slow line. */
  static final Duration TRANSFER = Duration.ofMinutes(60);

  private static final int BAD = 400;
  private static final int FORBIDDEN = 403;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int FAULTS = 500;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final String server;
  private final String token;
  private final ObjectMapper json;

  /**
   * A connection, which is made with the first request.
   *
   * @param json knows the sealed types of jobs and reports
   */
  ServerConnection(URI server, String token, ObjectMapper json) {
    this.server = server.toString().replaceAll("/+$", "");
    this.token = token;
    this.json = json;
  }

  <T> T post(String path, Object body, TypeReference<T> answer, Duration most) throws IOException {
    return read(send(withJson(path, body), BodyHandlers.ofByteArray(), most), answer);
  }

  /** Says something that is answered without words. */
  void tell(String path, Object body, Duration most) throws IOException {
    send(withJson(path, body), BodyHandlers.ofByteArray(), most);
  }

  byte[] bytes(String path, Object body) throws IOException {
    return send(withJson(path, body), BodyHandlers.ofByteArray(), ANSWER).body();
  }

  <T> T get(String path, TypeReference<T> answer) throws IOException {
    return read(send(request(path).GET(), BodyHandlers.ofByteArray(), ANSWER), answer);
  }

  void download(String path, Path file) throws IOException {
    send(
        request(path).GET(),
        answer ->
            answer.statusCode() < BAD
                ? BodySubscribers.ofFile(file)
                : BodySubscribers.replacing(file),
        TRANSFER);
  }

  void upload(String path, Path file) throws IOException {
    send(
        request(path)
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofFile(file)),
        BodyHandlers.ofByteArray(),
        TRANSFER);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + Protocol.BASE + path))
        .header("Authorization", "Bearer " + token)
        .header(Protocol.HEADER, Integer.toString(Protocol.VERSION));
  }

  private HttpRequest.Builder withJson(String path, Object body) {
    return request(path).header("Content-Type", "application/json").POST(json(body));
  }

  private BodyPublisher json(Object body) {
    try {
      return BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private <T> T read(HttpResponse<byte[]> response, TypeReference<T> type) throws IOException {
    try {
      return json.readValue(response.body(), type);
    } catch (JsonProcessingException other) {
      throw new Refused(
          response.statusCode(),
          "",
          "What answers at %s is not a Sorrel of this version.".formatted(server));
    }
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body, Duration most)
      throws IOException {
    CompletableFuture<HttpResponse<T>> sent = client.sendAsync(request.build(), body);
    try {
      HttpResponse<T> response = sent.get(most.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() >= BAD) {
        throw problem(response);
      }
      return response;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    } catch (TimeoutException late) {
      throw new IOException("no answer within " + most.toSeconds() + " s", late);
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof IOException reason
          ? reason
          : new IOException(failure.getCause());
    } finally {
      sent.cancel(true);
    }
  }

  /** Throws what can only be refused; returns what may go better later. */
  private IOException problem(HttpResponse<?> response) {
    JsonNode problem = problem(response.body());
    String detail = problem.path("detail").asText("HTTP status " + response.statusCode());
    String type = problem.path("type").asText("");
    int status = response.statusCode();
    boolean later =
        status >= FAULTS
            || status == REQUEST_TIMEOUT
            || status == TOO_MANY
            // After it began anew, the server learns within seconds what this runner does.
            || status == FORBIDDEN;
    if (later) {
      return new IOException(detail);
    }
    throw new Refused(status, type, detail);
  }

  private JsonNode problem(Object body) {
    try {
      return body instanceof byte[] bytes && bytes.length > 0
          ? json.readTree(bytes)
          : MissingNode.getInstance();
    } catch (IOException noJson) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
