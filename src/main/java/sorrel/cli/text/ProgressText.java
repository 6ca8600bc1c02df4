package sorrel.cli.text;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * A progress bar as text.
 *
 * @param label what is going on, such as {@code Uploading}
 * @param amount how an amount is written, such as {@link Words#ofBytes}
 */
public record ProgressText(String label, LongFunction<String> amount) {
  private static final int WIDTH = 24;

  /** Before this, an estimate says more about the start than about the rest. */
  private static final Duration ESTIMATE_AFTER = Duration.ofSeconds(2);

  /** The line at a moment; a total that is unknown or 0 gives no bar. */
  public String at(long done, OptionalLong total, Duration elapsed) {
    if (total.isEmpty() || total.getAsLong() <= 0) {
      return "%s  %s".formatted(label, amount.apply(done));
    }
    double share = Math.clamp((double) done / total.getAsLong(), 0, 1);
    int filled = (int) (share * WIDTH);
    String bar = "#".repeat(filled) + "-".repeat(WIDTH - filled);
    return "%s  [%s] %3d %%  %s of %s%s"
        .formatted(
            label,
            bar,
            (int) (share * 100),
            amount.apply(done),
            amount.apply(total.getAsLong()),
            left(share, elapsed));
  }

  private static String left(double share, Duration elapsed) {
    if (share <= 0 || share >= 1 || elapsed.compareTo(ESTIMATE_AFTER) < 0) {
      return "";
    }
    long millis = (long) (elapsed.toMillis() * (1 - share) / share);
    // Whole seconds: tenths of an estimate are noise.
    return ", " + Words.of(Duration.ofSeconds(millis / 1000 + 1)).replace(".0 s", " s") + " left";
  }
}
