package sorrel.platform.http.pages;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sorrel.kernel.Sha256;
import sorrel.platform.http.Reply;

/**
 * What a page may do in a browser: run this server's scripts and its own, talk to this server, use
 * the camera. A script that somebody smuggled in does not run.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
record PagePolicy(String contentSecurityPolicy) {
  private static final Pattern SCRIPT =
      Pattern.compile(
          "<script\\b(?<attributes>[^>]*)>(?<text>.*?)</script>",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern SOURCE = Pattern.compile("\\ssrc\\s*=", Pattern.CASE_INSENSITIVE);

  private static final String FEATURES =
      "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=()";

  /**
   * The policy for a page: of scripts that are written into it, exactly these run. Pages set styles
   * on their elements, and show pictures before they are sent.
   */
  static PagePolicy of(String page) {
    String hashes =
        SCRIPT
            .matcher(page)
            .results()
            .filter(script -> !SOURCE.matcher(script.group("attributes")).find())
            .map(script -> " '" + hash(script.group("text")) + "'")
            .distinct()
            .collect(Collectors.joining());
    return new PagePolicy(
        "default-src 'none'; script-src 'self'"
            + hashes
            + "; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:;"
            + " media-src 'self' blob:; font-src 'self' data:; connect-src 'self';"
            + " worker-src 'self' blob:; manifest-src 'self'; form-action 'self';"
            + " frame-ancestors 'none'; base-uri 'none'");
  }

  private static String hash(String script) {
    byte[] hash = Sha256.digest().digest(script.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(hash);
  }

  /** The same reply under this policy. */
  Reply on(Reply reply) {
    return reply
        .with("Content-Security-Policy", contentSecurityPolicy)
        .with("Permissions-Policy", FEATURES);
  }
}
