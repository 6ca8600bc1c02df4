package sorrel.platform.config;

/**
 * What is logged, and how.
 *
 * @param format of a line
 * @param level of Sorrel's own lines; libraries are held at {@code warn} or above
 */
public record LogSettings(Format format, Level level) {
  /** How a line is written. */
  public enum Format {
    /** For people. */
    TEXT,
    /** One JSON object a line. */
    JSON
  }

  /** The least weight of a line that is written. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }
}
