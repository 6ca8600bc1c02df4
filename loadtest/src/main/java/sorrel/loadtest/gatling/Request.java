package sorrel.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What simulations have in common: a classification, the server it goes to, and for how long. */
final class Request {
  static final String SERVER = "sorrel.server";
  static final String MODEL = "sorrel.model";
  static final String PICTURE = "sorrel.picture";
  static final String SECONDS = "sorrel.seconds";

  /** A variable of the environment. */
  static final String TOKEN = "SORREL_LOADTEST_TOKEN";

  /** What a simulation's requests are called, but for those that go before a measurement. */
  static final String CLASSIFICATION = "classification";

  private static final int OK = 200;

  private Request() {}

  static HttpProtocolBuilder server() {
    return http.baseUrl(System.getProperty(SERVER))
        .disableWarmUp()
        .authorizationHeader("Bearer " + System.getenv(TOKEN));
  }

  static Duration time() {
    return Duration.ofSeconds(Integer.getInteger(SECONDS));
  }

  static HttpRequestActionBuilder classification() {
    return named(CLASSIFICATION);
  }

  static HttpRequestActionBuilder named(String name) {
    return named(name, System.getProperty(MODEL));
  }

  /**
   * By a certain model.
   *
   * @param model its id, or what stands for it in Gatling's expression language
   */
  static HttpRequestActionBuilder named(String name, String model) {
    return http(name)
        .post("/api/v1/models/" + model + "/classifications")
        .header("Content-Type", "image/png")
        .body(ByteArrayBody(picture()))
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
