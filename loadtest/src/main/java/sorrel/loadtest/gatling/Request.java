package sorrel.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.exec.Executable;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** What simulations have in common: a classification, the server it goes to, and for how long. */
final class Request {
  static final String SERVER = "sorrel.server";
  static final String MODEL = "sorrel.model";
  static final String PICTURE = "sorrel.picture";
  static final String SECONDS = "sorrel.seconds";

  /** A variable of the environment. */
  static final String TOKEN = "SORREL_LOADTEST_TOKEN";

  /** What requests are called that are measured. */
  static final String CLASSIFICATION = "classification";

  private static final String FIRST = "first";

  /** For how long Gatling compiles what is busy in it before anything is measured. */
  private static final Duration FIRST_TIME = Duration.ofSeconds(15);

  private static final int OK = 200;

  private Request() {}

  static HttpProtocolBuilder server() {
    return http.baseUrl(System.getProperty(SERVER))
        .disableWarmUp()
        .authorizationHeader("Bearer " + System.getenv(TOKEN));
  }

  /** For how long is measured. */
  static Duration time() {
    return Duration.ofSeconds(Integer.getInteger(SECONDS));
  }

  /** Asks for so long that Gatling gets as fast as it will be. */
  static ChainBuilder first(Function<String, ? extends Executable> asking) {
    return during(FIRST_TIME).on(asking.apply(FIRST));
  }

  /**
   * Asks again as soon as there is an answer, first unmeasured.
   *
   * @param asking what is done each time, by the name that the request is to have
   */
  static ChainBuilder steadily(Function<String, ? extends Executable> asking) {
    return exec(first(asking), during(time()).on(asking.apply(CLASSIFICATION)));
  }

  /** A classification by the model that the simulation is told of. */
  static HttpRequestActionBuilder classification(String name) {
    return classification(name, System.getProperty(MODEL));
  }

  /**
   * By a certain model.
   *
   * @param model its id, or what stands for it in Gatling's expression language
   */
  static HttpRequestActionBuilder classification(String name, String model) {
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
