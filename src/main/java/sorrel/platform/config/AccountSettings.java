package sorrel.platform.config;

import java.time.Duration;

/**
 * How people log in, and what an account may have.
 *
 * @param sessionLifetime how long a log-in holds
 * @param registration who may make an account
 * @param invitationLifetime how long an invitation holds that nobody uses
 * @param logInAttemptsMax failed log-ins of one account within the window
 * @param logInWindow over which failed log-ins are counted
 * @param modelsMax models of one account for which no other figure was set
 * @param picturesBytesMax bytes of the pictures in an account's datasets, likewise
 */
public record AccountSettings(
    Duration sessionLifetime,
    Registration registration,
    Duration invitationLifetime,
    int logInAttemptsMax,
    Duration logInWindow,
    long modelsMax,
    long picturesBytesMax) {
  /** Who may make an account. */
  public enum Registration {
    /** Anybody who reaches the server. */
    OPEN,
    /** Only an administrator, and whoever one has invited. */
    CLOSED
  }
}
