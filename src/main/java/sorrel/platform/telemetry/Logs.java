package sorrel.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;
import sorrel.platform.config.LogSettings;

/**
 * Applies the log settings. Lines go to standard error, so that standard output is a command's
 * answer alone.
 *
 * <p>Sorrel's own lines have the level of the settings; libraries are heard from {@code warn} on. A
 * line that belongs to a request has its id, from the MDC key {@value #REQUEST_ID}.
 */
public final class Logs {
  /** The MDC key of a request's id, which the answer carries too. */
  public static final String REQUEST_ID = "requestId";

  /** Time, level, the short name of the class, the request if there is one, what is said. */
  private static final String LINE =
      "%d{HH:mm:ss.SSS} %-5level %logger{20} %replace([%X{"
          + REQUEST_ID
          + "}] ){'\\[\\] ', ''}%msg%n";

  private Logs() {}

  /** Sets the form and level of all lines from now on; may be called again. */
  public static void apply(LogSettings settings) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
      appender.setContext(context);
      appender.setName("console");
      appender.setTarget("System.err");
      appender.setEncoder(encoder(settings.format(), context));
      appender.start();
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.detachAndStopAllAppenders();
      root.addAppender(appender);
      root.setLevel(Level.WARN);
      context.getLogger("sorrel").setLevel(level(settings.level()));
    }
  }

  static Encoder<ILoggingEvent> encoder(LogSettings.Format format, LoggerContext context) {
    return switch (format) {
      case TEXT -> {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();
        yield encoder;
      }
      case JSON -> {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        // The text is in the line already; its parts would repeat it.
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.start();
        yield encoder;
      }
    };
  }

  private static Level level(LogSettings.Level level) {
    return switch (level) {
      case ERROR -> Level.ERROR;
      case WARN -> Level.WARN;
      case INFO -> Level.INFO;
      case DEBUG -> Level.DEBUG;
      case TRACE -> Level.TRACE;
    };
  }
}
