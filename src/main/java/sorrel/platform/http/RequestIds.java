package sorrel.platform.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/** Ids of requests: the caller's own if it is sane, else a new one. */
final class RequestIds {
  static final String HEADER = "X-Request-Id";
  static final String MDC_KEY = "requestId";
  private static final String HEADER_LOWER_CASE = "x-request-id";
  private static final int LENGTH_MAX = 64;

  private RequestIds() {}

  static String of(HttpRequest request) {
    Optional<HttpHeader> header = request.getHeader(HEADER_LOWER_CASE);
    return header.isPresent() && isSane(header.get().value()) ? header.get().value() : next();
  }

  static String next() {
    return Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
  }

  /** Puts the id into the logs of this thread until it is closed. */
  static MDC.MDCCloseable inLogs(String requestId) {
    return MDC.putCloseable(MDC_KEY, requestId);
  }

  /** Only what cannot forge a line in a log or a header. */
  private static boolean isSane(String id) {
    return !id.isEmpty()
        && id.length() <= LENGTH_MAX
        && id.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '.'
                        || c == '_'
                        || c == '-');
  }
}
