package sorrel.platform.http;

import akka.http.scaladsl.model.EntityStreamException;
import akka.http.scaladsl.model.IllegalUriException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The one place that turns what was thrown into problems; nothing of an exception gets out. */
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private Faults() {}

  /** The problem that answers the caller; a fault of ours is logged with its trace. */
  static Problem problem(Throwable thrown, String endpoint, String requestId) {
    Throwable cause = unwrap(thrown);
    return switch (cause) {
      case ProblemException expected -> expected.problem();
      case TimeoutException _ -> {
        LOG.warn("{} took too long, request {}", endpoint, requestId);
        yield HttpProblems.OUTCOME_UNKNOWN
            .because(
                "The answer took too long, and the work may or may not have been done."
                    + " Repeat the request with the same Idempotency-Key.")
            .retryAfter(Duration.ofSeconds(1));
      }
      case IllegalUriException _ ->
          HttpProblems.MALFORMED_REQUEST.because("The address has characters it must escape.");
      case EntityStreamException _ ->
          HttpProblems.MALFORMED_REQUEST.because("The body ended before it was complete.");
      default -> {
        try (MDC.MDCCloseable _ = RequestIds.inLogs(requestId)) {
          LOG.error("{} failed", endpoint, cause);
        }
        yield HttpProblems.INTERNAL_ERROR.because(
            "This is a fault of the server. Tell its administrator the requestId.");
      }
    };
  }

  /** Whether nothing was done; else nobody knows. */
  static boolean isRefusal(Throwable thrown) {
    return unwrap(thrown) instanceof ProblemException expected
        && !expected.problem().type().equals(HttpProblems.OUTCOME_UNKNOWN);
  }

  private static Throwable unwrap(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
