package sorrel.loadtest.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import sorrel.cli.client.ClientException;
import sorrel.cli.client.ServerProblem;
import sorrel.cli.client.SorrelClient;

/** The nodes that answer, as somebody sees them who turns to the next where one does not. */
public final class AnyNode {
  /** Nodes that answer have been missed for as long as a start takes on a machine that is busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int OK = 200;
  private static final int FAULT_MIN = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<URI> addresses;
  private final String token;
  private final HttpClient http;

  /** Nodes of one cluster, and the secret of an account. */
  public AnyNode(List<URI> addresses, String token) {
    this.addresses = List.copyOf(addresses);
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
  }

  /** The same caller, who asks one node alone. */
  public AnyNode only(URI address) {
    return new AnyNode(List.of(address), token);
  }

  public List<URI> addresses() {
    return addresses;
  }

  /** A request of the account to one of the nodes, by its path behind {@code /api/v1}. */
  public HttpRequest.Builder request(URI address, String path) {
    return HttpRequest.newBuilder(address.resolve("/api/v1" + path))
        .timeout(ANSWER_MAX)
        .header("Authorization", "Bearer " + token);
  }

  /** Sends a request to the one node that it names. */
  public HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("told to stop", stopped);
    }
  }

  /** An answer as JSON. */
  public static JsonNode json(byte[] body) throws IOException {
    return JSON.readTree(body);
  }

  /** What any of the nodes has at a path; empty where it says that there is nothing. */
  public Optional<JsonNode> get(String path) {
    long began = System.nanoTime();
    while (Pauses.since(began).compareTo(PATIENCE) < 0) {
      for (URI address : addresses) {
        try {
          HttpResponse<byte[]> answer = send(request(address, path).GET().build());
          if (answer.statusCode() == OK) {
            return Optional.of(json(answer.body()));
          }
          if (answer.statusCode() < FAULT_MIN) {
            return Optional.empty();
          }
        } catch (IOException gone) {
          // The next may answer.
        }
      }
      Pauses.sleep(PAUSE);
    }
    throw new IllegalStateException("no node answers " + path);
  }

  /** Does something on the first node that answers; what is refused is refused. */
  public <T> T call(Function<SorrelClient, T> doing) {
    long began = System.nanoTime();
    while (true) {
      for (URI address : addresses) {
        try {
          return doing.apply(new SorrelClient(address, Optional.of(token)));
        } catch (ServerProblem refused) {
          if (refused.status() < FAULT_MIN || Pauses.since(began).compareTo(PATIENCE) > 0) {
            throw refused;
          }
        } catch (ClientException gone) {
          if (Pauses.since(began).compareTo(PATIENCE) > 0) {
            throw gone;
          }
        }
      }
      Pauses.sleep(PAUSE);
    }
  }
}
