package sorrel.cli.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people type them. */
public final class DurationText {
  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d+)h)?\\s*(?:(\\d+)m(?:in)?)?\\s*(?:(\\d+)s)?");

  private DurationText() {}

  /**
   * Reads {@code 15m}, {@code 90s}, {@code 1h30m} or ISO 8601's {@code PT15M}.
   *
   * @throws IllegalArgumentException with words for a person, unless it is a duration above 0
   */
  public static Duration parse(String text) {
    String trimmed = text.trim().toLowerCase(Locale.ROOT);
    try {
      Duration duration = trimmed.startsWith("p") ? Duration.parse(trimmed) : parseShort(trimmed);
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException unreadable) {
      throw notADuration(text, unreadable);
    }
    throw notADuration(text, null);
  }

  private static Duration parseShort(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (!matcher.matches()) {
      return Duration.ZERO;
    }
    return Duration.ofHours(number(matcher.group(1)))
        .plusMinutes(number(matcher.group(2)))
        .plusSeconds(number(matcher.group(3)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static IllegalArgumentException notADuration(String text, Throwable cause) {
    return new IllegalArgumentException(
        "'" + text + "' is not a duration. Write it as 15m, 90s, 1h30m or PT15M.", cause);
  }
}
