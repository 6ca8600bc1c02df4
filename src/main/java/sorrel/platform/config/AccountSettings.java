package sorrel.platform.config;

import java.time.Duration;

/**
 * How people log in.
 *
 * @param sessionLifetime how long a log-in holds
 * @param registration who may make an account
 * @param logInAttemptsMax failed log-ins of one account within the window
 * @param logInWindow over which failed log-ins are counted
 */
public record AccountSettings(
    Duration sessionLifetime,
    Registration registration,
    int logInAttemptsMax,
    Duration logInWindow) {
  /** Who may make an account. */
  public enum Registration {
    /** Anybody who reaches the server. */
    OPEN,
    /** Only an administrator. */
    CLOSED
  }
}
