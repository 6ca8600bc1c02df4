package sorrel.loadtest.gatling;

import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What simulations have in common: a classification, and the server it goes to. */
final class Request {
  static final String SERVER = "sorrel.server";
  static final String MODEL = "sorrel.model";
  static final String PICTURE = "sorrel.picture";

  /** A variable of the environment. */
  static final String TOKEN = "SORREL_LOADTEST_TOKEN";

  private static final int OK = 200;

  private Request() {}

  static HttpProtocolBuilder server() {
    return http.baseUrl(System.getProperty(SERVER))
        .disableWarmUp()
        .authorizationHeader("Bearer " + System.getenv(TOKEN));
  }

  static HttpRequestActionBuilder classification() {
    return http("classification")
        .post("/api/v1/models/" + System.getProperty(MODEL) + "/classifications")
        .header("Content-Type", "image/png")
        .body(io.gatling.javaapi.core.CoreDsl.ByteArrayBody(picture()))
        .check(status().is(OK));
  }

  private static byte[] picture() {
    try {
      return Files.readAllBytes(Path.of(System.getProperty(PICTURE)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
