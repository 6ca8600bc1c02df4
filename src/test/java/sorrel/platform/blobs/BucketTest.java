package sorrel.platform.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.platform.config.BlobSettings;

/** A bucket whose server, or the line to it, is in trouble. */
final class BucketTest {
  private static final int BLOB_BYTES = 5000;
  private static final int TRIES = 4;

  @TempDir Path folder;

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private Bucket bucket;

  /** What the server does with a request, the first of which is 1. */
  private interface Behaviour {
    void answer(int request, HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start_a_server() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    BlobSettings.Bucket settings =
        new BlobSettings.Bucket(
            Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
            "us-east-1",
            "troubled",
            "",
            Optional.of(new BlobSettings.AccessKey("tester", "secret")),
            true,
            1L << 20);
    bucket =
        new Bucket(
            BucketClient.open(settings, BucketClient.credentials(settings)),
            "troubled",
            BLOB_BYTES,
            10);
  }

  @AfterEach
  void stop_the_server() {
    bucket.close();
    server.stop(0);
  }

  private void behave(Behaviour behaviour) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            behaviour.answer(requests.incrementAndGet(), exchange);
          }
        });
  }

  @Test
  void a_busy_server_is_asked_again() throws IOException {
    behave(
        (request, exchange) -> {
          if (request < TRIES) {
            exchange.sendResponseHeaders(503, -1);
          } else {
            exchange.getResponseHeaders().add("Content-Length", "7");
            exchange.sendResponseHeaders(200, -1);
          }
        });

    assertThat(bucket.size("key")).hasValue(7);
  }

  @Test
  void a_server_that_stays_busy_is_given_up() {
    behave((_, exchange) -> exchange.sendResponseHeaders(503, -1));

    assertThatThrownBy(() -> bucket.size("key"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the bucket troubled did not do it");
    assertThat(requests).hasValue(TRIES);
  }

  @Test
  void a_part_that_breaks_off_is_fetched_again() throws IOException {
    byte[] whole = new byte[BLOB_BYTES];
    whole[BLOB_BYTES - 1] = 7;
    behave(
        (request, exchange) -> {
          exchange.sendResponseHeaders(206, BLOB_BYTES);
          exchange.getResponseBody().write(whole, 0, request == 1 ? BLOB_BYTES / 2 : BLOB_BYTES);
        });
    Path file = Files.createFile(folder.resolve("file"));

    bucket.fetch("key", BLOB_BYTES, file);

    assertThat(file).hasBinaryContent(whole);
    assertThat(requests).hasValue(2);
  }
}
