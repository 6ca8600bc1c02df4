package sorrel.platform.http;

import akka.http.javadsl.model.HttpRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Tells who sends a request, from its token or its session cookie. */
@FunctionalInterface
public interface Authenticator {
  /**
   * The caller; empty without credentials or with ones that do not hold. Called for each request of
   * an endpoint that is not for everyone, so a stage that is complete already is the common case.
   */
  CompletionStage<Optional<Caller>> authenticate(HttpRequest request);
}
