package sorrel.platform.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps other web sites from acting through a visitor's session: a request that changes something
 * and is not authorised by a header of its own has to come from this site's pages.
 */
final class SameOrigin {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private SameOrigin() {}

  /** Whether the request may act; browsers send the headers looked at, other clients a token. */
  static boolean holds(HttpRequest request) {
    if (SAFE.contains(request.method().name()) || request.getHeader("authorization").isPresent()) {
      return true;
    }
    Optional<String> site = value(request, "sec-fetch-site");
    if (site.isPresent()) {
      return OWN_SITES.contains(site.get());
    }
    Optional<String> origin = value(request, "origin");
    if (origin.isPresent()) {
      return isHost(origin.get(), value(request, "host").orElse(""));
    }
    return request.getHeader("cookie").isEmpty();
  }

  private static Optional<String> value(HttpRequest request, String lowerCaseName) {
    return request.getHeader(lowerCaseName).map(HttpHeader::value);
  }

  private static boolean isHost(String origin, String host) {
    try {
      return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
