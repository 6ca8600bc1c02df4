package sorrel.kernel;

import java.util.Locale;

/** Numbers of bytes for people. */
public final class ByteCount {
  private static final int KILO = 1000;
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};

  private ByteCount() {}

  /** {@code 512 bytes}, {@code 3.4 kB}, {@code 25.0 MB}; powers of ten, as file managers count. */
  public static String words(long bytes) {
    if (bytes < KILO) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    double amount = bytes;
    String unit = "";
    for (String larger : UNITS) {
      if (amount < KILO) {
        break;
      }
      amount /= KILO;
      unit = larger;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, unit);
  }
}
