package sorrel.platform.http;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A refusal or fault as RFC 9457 says it.
 *
 * @param detail what is wrong here and what to do, for a person
 * @param members what else a program can use, under names of their own
 * @param errors all that is wrong with the request, where there can be several
 * @param retryAfter when it may help to try again; becomes {@code Retry-After}
 */
public record Problem(
    ProblemType type,
    String detail,
    Map<String, Object> members,
    List<FieldError> errors,
    Optional<Duration> retryAfter) {
  public Problem {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    errors = List.copyOf(errors);
  }

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, Map.of(), List.of(), Optional.empty());
  }

  /** With one more member; {@code value} is anything that the JSON mapper writes. */
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(type, detail, more, errors, retryAfter);
  }

  public Problem withErrors(List<FieldError> all) {
    return new Problem(type, detail, members, all, retryAfter);
  }

  public Problem retryAfter(Duration wait) {
    return new Problem(type, detail, members, errors, Optional.of(wait));
  }

  /** To be thrown out of a handler. */
  public ProblemException asException() {
    return new ProblemException(this);
  }

  /** The document as sent. */
  Map<String, Object> document(String requestId) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", type.path());
    document.put("title", type.title());
    document.put("status", type.status());
    document.put("detail", detail);
    members.forEach(document::putIfAbsent);
    if (!errors.isEmpty()) {
      document.put("errors", errors);
    }
    document.put("requestId", requestId);
    return document;
  }
}
