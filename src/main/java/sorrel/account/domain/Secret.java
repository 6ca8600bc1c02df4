package sorrel.account.domain;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import sorrel.kernel.Sha256;

/** What a caller shows to act for an account: 32 random bytes, in a form that scanners find. */
public record Secret(String text) {
  private static final String PREFIX = "sorrel_";
  private static final int RANDOM_BYTES = 32;

  /** Of the random bytes in Base64. */
  private static final int CHARACTERS = 43;

  /** A new secret from the given source of randomness. */
  public static Secret next(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The secret, if the text has the form of one. */
  public static Optional<Secret> of(String text) {
    return hasForm(text) ? Optional.of(new Secret(text)) : Optional.empty();
  }

  /** Without a pattern, which takes longer than anything else that is done to find the caller. */
  private static boolean hasForm(String text) {
    if (text.length() != PREFIX.length() + CHARACTERS || !text.startsWith(PREFIX)) {
      return false;
    }
    for (int i = PREFIX.length(); i < text.length(); i++) {
      if (!isOfBase64(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfBase64(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
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
