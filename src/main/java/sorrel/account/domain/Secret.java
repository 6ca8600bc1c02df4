package sorrel.account.domain;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import sorrel.kernel.Sha256;

/** What a caller shows to act for an account: 32 random bytes, in a form that scanners find. */
public record Secret(String text) {
  private static final String PREFIX = "sorrel_";
  private static final int RANDOM_BYTES = 32;
  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

  /** A new secret from the given source of randomness. */
  public static Secret next(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The secret, if the text has the form of one. */
  public static Optional<Secret> of(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new Secret(text)) : Optional.empty();
  }

  /**
   * What is kept of it. Looking a hash up tells nothing by its time about the secret, and 256
   * random bits need no slow hash.
   */
  public Sha256 hash() {
    return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
