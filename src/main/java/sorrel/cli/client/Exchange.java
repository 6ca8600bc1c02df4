package sorrel.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sends requests, repeats those that may be repeated, and reads answers as JSON or problems. */
final class Exchange {
  /** A server that restarts is back within a few seconds; longer is for a person to decide. */
  private static final int ATTEMPTS_MAX = 4;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .registerModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

  private final URI server;
  private final HttpClient http;

  Exchange(URI server) {
    this.server = server;
    this.http =
        HttpClient.newBuilder()
            // The server speaks 1.1; asking for an upgrade would cost its first answer.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** A request whose body can be made anew, so that it can be repeated. */
  interface Attempt {
    HttpRequest request() throws IOException;
  }

  static byte[] write(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(unwritable);
    }
  }

  static <T> T convert(JsonNode node, Class<T> type) {
    return JSON.convertValue(node, type);
  }

  /**
   * The answer.
   *
   * @param repeatable whether doing it twice is the same as doing it once
   * @throws ClientException a refusal by the server, or no answer
   */
  <T> T send(Attempt attempt, boolean repeatable, Class<T> type) {
    return type.cast(read(attempt, repeatable, JSON.constructType(type)));
  }

  /** The answer as a page of a list. */
  <T> Contract.Listing<T> listing(Attempt attempt, Class<T> item) {
    JavaType type = JSON.getTypeFactory().constructParametricType(Contract.Listing.class, item);
    Contract.Listing<?> page = (Contract.Listing<?>) read(attempt, true, type);
    return new Contract.Listing<>(page.items().stream().map(item::cast).toList(), page.next());
  }

  private Object read(Attempt attempt, boolean repeatable, JavaType type) {
    HttpResponse<byte[]> response = deliver(attempt, repeatable);
    if (response.statusCode() / 100 != 2) {
      throw problem(response);
    }
    try {
      return response.body().length == 0
          ? JSON.getNodeFactory().missingNode()
          : JSON.readValue(response.body(), type);
    } catch (IOException notJson) {
      throw new UnexpectedReply(response.uri(), response.statusCode(), notJson);
    }
  }

  /** The bytes of an answer that is not JSON. */
  byte[] bytes(Attempt attempt) {
    HttpResponse<byte[]> response = deliver(attempt, true);
    if (response.statusCode() / 100 != 2) {
      throw problem(response);
    }
    return response.body();
  }

  private HttpResponse<byte[]> deliver(Attempt attempt, boolean repeatable) {
    Duration pause = FIRST_PAUSE;
    for (int number = 1; ; number++) {
      boolean last = !repeatable || number == ATTEMPTS_MAX;
      try {
        HttpRequest request = attempt.request();
        HttpResponse<byte[]> response = exchange(request);
        if (last || !asksToRepeat(response)) {
          return response;
        }
        pause = pauseAskedFor(response, pause);
      } catch (UncheckedIOException lost) {
        if (last || lost.getCause() instanceof HttpTimeoutException) {
          throw unreachable(lost.getCause());
        }
      } catch (ConnectException refused) {
        // Nothing listens: a person wants to know at once.
        throw ServerUnreachable.refused(server, refused);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable.getMessage(), unreadable);
      }
      LockSupport.parkNanos(pause.toNanos());
      pause = pause.multipliedBy(2);
    }
  }

  /** Failures on the way are unchecked, to tell them from a file here that cannot be read. */
  private HttpResponse<byte[]> exchange(HttpRequest request) throws ConnectException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (ConnectException refused) {
      throw refused;
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw ServerUnreachable.broken(server, interrupted);
    }
  }

  private ServerUnreachable unreachable(IOException lost) {
    return lost instanceof HttpTimeoutException
        ? ServerUnreachable.silent(server, lost)
        : ServerUnreachable.broken(server, lost);
  }

  /** The server says with Retry-After that nothing was done and that it is worth repeating. */
  private static boolean asksToRepeat(HttpResponse<?> response) {
    return switch (response.statusCode()) {
      case 409, 429, 503, 504 -> response.headers().firstValue("Retry-After").isPresent();
      default -> false;
    };
  }

  private static Duration pauseAskedFor(HttpResponse<?> response, Duration otherwise) {
    try {
      long seconds = response.headers().firstValueAsLong("Retry-After").orElse(0);
      Duration asked = Duration.ofSeconds(Math.max(0, seconds));
      return asked.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : asked;
    } catch (NumberFormatException aDate) {
      return otherwise;
    }
  }

  private static ClientException problem(HttpResponse<byte[]> response) {
    try {
      ServerProblem.Document document =
          JSON.readValue(response.body(), ServerProblem.Document.class);
      if (document != null && document.title() != null) {
        return new ServerProblem(document);
      }
    } catch (IOException notJson) {
      return new UnexpectedReply(response.uri(), response.statusCode(), notJson);
    }
    return new UnexpectedReply(response.uri(), response.statusCode(), null);
  }
}
