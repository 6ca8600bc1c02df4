package sorrel.account.domain;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An email address in one spelling: without surrounding spaces, in lower case, its domain in ASCII.
 *
 * <p>Whether somebody reads it is not known; the form keeps out typing errors and what could be
 * taken for something else where it is shown.
 */
public record EmailAddress(String value) {
  /** RFC 5321, 4.5.3.1. */
  private static final int LENGTH_MAX = 254;

  private static final int LOCAL_LENGTH_MAX = 64;

  private static final Pattern LOCAL =
      Pattern.compile("[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

  /** The address as one spelling; empty if the text is not in the form of one. */
  public static Optional<EmailAddress> of(String text) {
    String stripped = text.strip();
    int at = stripped.lastIndexOf('@');
    if (at < 1 || stripped.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    String local = stripped.substring(0, at).toLowerCase(Locale.ROOT);
    Optional<String> domain = ascii(stripped.substring(at + 1));
    if (domain.isEmpty() || local.length() > LOCAL_LENGTH_MAX || !LOCAL.matcher(local).matches()) {
      return Optional.empty();
    }
    return Optional.of(new EmailAddress(local + "@" + domain.get()));
  }

  private static Optional<String> ascii(String domain) {
    try {
      String ascii = IDN.toASCII(domain).toLowerCase(Locale.ROOT);
      return Optional.of(ascii).filter(name -> DOMAIN.matcher(name).matches());
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** The part before the @. */
  String local() {
    return value.substring(0, value.lastIndexOf('@'));
  }

  @Override
  public String toString() {
    return value;
  }
}
