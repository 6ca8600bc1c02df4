package sorrel.cli;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords that nobody guesses. */
final class RandomSecrets {
  /** 144 bits, which make 24 characters. */
  private static final int BYTES = 18;

  private RandomSecrets() {}

  static String password() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
