package sorrel.cli.text;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import sorrel.kernel.Interval;

/** Amounts as people say them. */
public final class Words {
  private static final double KILO = 1000;

  private Words() {}

  /** {@code 850 ms}, {@code 12.3 s}, {@code 2 min 5 s} or {@code 1 h 3 min}. */
  public static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    return duration.toHours() > 0
        ? "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart())
        : "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  /** {@code 512 B}, {@code 3.4 kB}, {@code 25.0 MB}; powers of ten, as file managers count. */
  public static String ofBytes(long bytes) {
    double amount = bytes;
    if (amount < KILO) {
      return bytes + " B";
    }
    String unit = "";
    for (String larger : new String[] {"kB", "MB", "GB", "TB"}) {
      if (amount < KILO) {
        break;
      }
      amount /= KILO;
      unit = larger;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, unit);
  }

  /** {@code 1,234}. */
  public static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 picture}, {@code 2,000 pictures}; the plural is the singular with an s. */
  public static String of(long number, String singular) {
    return plural(number, singular, singular + "s");
  }

  public static String plural(long number, String singular, String plural) {
    return of(number) + " " + (number == 1 ? singular : plural);
  }

  /** {@code 97.2 %} of a fraction of 0.972. */
  public static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }

  /** {@code 97.2 % (96.1 to 98.0)}. */
  public static String percent(Interval accuracy) {
    return String.format(
        Locale.ROOT,
        "%s (%.1f to %.1f)",
        percent(accuracy.value()),
        100 * accuracy.low(),
        100 * accuracy.high());
  }

  /** What is known of an accuracy, as a sentence. */
  public static String sentence(Optional<Interval> accuracy) {
    return accuracy
        .map(Words::sentence)
        .orElse("No pictures were held back for testing, so its accuracy is not known.");
  }

  /** What an accuracy and its interval say, as a sentence. */
  public static String sentence(Interval accuracy) {
    return String.format(
        Locale.ROOT,
        "It names the right class for %s of the pictures that were held back for testing; the true"
            + " figure is between %s and %s, with 95 %% certainty.",
        percent(accuracy.value()),
        percent(accuracy.low()),
        percent(accuracy.high()));
  }
}
