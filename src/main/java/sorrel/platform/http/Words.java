package sorrel.platform.http;

import java.time.Duration;

/** Amounts as a person says them. */
final class Words {
  private static final long KIB = 1024;

  private Words() {}

  static String of(Duration duration) {
    return duration.toSeconds() < 1 ? duration.toMillis() + " ms" : duration.toSeconds() + " s";
  }

  static String ofBytes(long bytes) {
    if (bytes < 10 * KIB) {
      return bytes + " bytes";
    }
    return bytes < 10 * KIB * KIB ? bytes / KIB + " KiB" : bytes / KIB / KIB + " MiB";
  }
}
