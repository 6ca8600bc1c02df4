package sorrel.platform.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What the caller would rather have (RFC 7240).
 *
 * @param respondAsync whether a 202 at once is wanted
 * @param waitMax how long the caller is ready to wait
 */
public record Prefer(boolean respondAsync, Optional<Duration> waitMax) {
  private static final long SECONDS_MAX = 3600;

  static final Prefer NOTHING = new Prefer(false, Optional.empty());

  /** Reads a header's value; preferences that are not understood are passed over, as they may. */
  static Prefer parse(String header) {
    boolean respondAsync = false;
    Optional<Duration> wait = Optional.empty();
    for (String part : header.toLowerCase(Locale.ROOT).split("[,;]", -1)) {
      String preference = part.strip();
      if (preference.equals("respond-async")) {
        respondAsync = true;
      } else if (preference.matches("wait\\s*=\\s*\"?[0-9]{1,9}\"?")) {
        long seconds = Long.parseLong(preference.replaceAll("[^0-9]", ""));
        wait = Optional.of(Duration.ofSeconds(Math.min(seconds, SECONDS_MAX)));
      }
    }
    return new Prefer(respondAsync, wait);
  }
}
