package sorrel.account.domain;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A password as typed; never shown, kept or logged. */
public record Password(String text) {
  public static final int LENGTH_MIN = 10;
  public static final int LENGTH_MAX = 200;

  /** Those of ten characters and more that lists of leaked passwords begin with. */
  private static final Set<String> COMMON =
      Set.of(
          "1234567890",
          "12345678910",
          "123456789a",
          "0123456789",
          "0987654321",
          "1q2w3e4r5t",
          "1q2w3e4r5t6y",
          "1qaz2wsx3edc",
          "qwertyuiop",
          "qwerty12345",
          "qwerty123456",
          "qwertyuiop123",
          "asdfghjkl1",
          "q1w2e3r4t5",
          "zaq12wsxcde3",
          "password12",
          "password123",
          "password1234",
          "password12345",
          "passwordpassword",
          "mypassword",
          "passw0rd123",
          "p@ssw0rd123",
          "changeme123",
          "welcome123",
          "welcome1234",
          "letmein123",
          "letmein1234",
          "iloveyou123",
          "iloveyou12",
          "iloveyou1234",
          "administrator",
          "admin12345",
          "admin123456",
          "abcdefghij",
          "abcdefghijk",
          "abc1234567",
          "abcd123456",
          "abc123456789",
          "football123",
          "baseball123",
          "superman123",
          "princess123",
          "sunshine123",
          "dragon12345",
          "monkey12345",
          "trustno1trustno1",
          "test123456",
          "testtest123",
          "default123",
          "computer123",
          "secret1234",
          "google12345",
          "facebook123",
          "correcthorsebatterystaple",
          "sorrelsorrel");

  /**
   * In one form of Unicode, so that two keyboards type the same password.
   *
   * @see <a href="https://pages.nist.gov/800-63-3/sp800-63b.html">NIST SP 800-63B, 5.1.1.2</a>
   */
  public String normalised() {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  /** Why it should not be an account's password; empty if it may. */
  public Optional<String> weakness(EmailAddress email) {
    int length = text.codePointCount(0, text.length());
    if (length < LENGTH_MIN || length > LENGTH_MAX) {
      return Optional.of(
          "must have %d to %d characters, has %d".formatted(LENGTH_MIN, LENGTH_MAX, length));
    }
    String lower = normalised().toLowerCase(Locale.ROOT).strip();
    if (lower.equals(email.value()) || lower.equals(email.local())) {
      return Optional.of("must not be the email address");
    }
    if (COMMON.contains(lower) || lower.codePoints().distinct().count() < 3) {
      return Optional.of("is among the first that anybody would guess; choose another");
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
