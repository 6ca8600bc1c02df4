package sorrel.platform.http;

import java.time.Duration;
import sorrel.platform.config.HttpSettings;

/**
 * How the server listens and what it bears.
 *
 * @param host the address to listen on
 * @param port 0 lets the system choose
 * @param backlog connections that the kernel holds until they are accepted; on Linux on as many
 *     sockets as that takes
 * @param connectionsMax open at the same time
 * @param idleTimeout how long a connection may be silent, also in the middle of a body
 * @param requestTimeout how long a handler may take unless its endpoint says otherwise
 * @param bodyTimeout how long a body that is read whole may take to arrive
 * @param drain how long it goes on answering once it is told to stop, while callers go elsewhere
 * @param shutdownDeadline how long requests may take to finish when the server stops
 * @param blockingMax handlers that run on virtual threads at the same time
 * @param blockingWaitingMax handlers that wait to run
 * @param trustForwarded whether a proxy in front sets {@code X-Forwarded-For} and {@code -Proto}
 */
public record ServerLimits(
    String host,
    int port,
    int backlog,
    int connectionsMax,
    Duration idleTimeout,
    Duration requestTimeout,
    Duration bodyTimeout,
    Duration drain,
    Duration shutdownDeadline,
    int blockingMax,
    int blockingWaitingMax,
    boolean trustForwarded) {
  /** 10,000 requests may arrive at once, each on a connection of its own. */
  public static ServerLimits defaults(String host, int port) {
    return new ServerLimits(
        host,
        port,
        16_384,
        16_384,
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ZERO,
        Duration.ofSeconds(10),
        256,
        10_000,
        false);
  }

  /** The settings of the administrator, and the defaults of what is not theirs to set. */
  public static ServerLimits of(HttpSettings settings) {
    ServerLimits defaults = defaults(settings.host(), settings.port());
    return new ServerLimits(
        settings.host(),
        settings.port(),
        settings.backlog(),
        settings.connectionsMax(),
        settings.idleTimeout(),
        settings.requestTimeout(),
        defaults.bodyTimeout,
        settings.drain(),
        defaults.shutdownDeadline,
        defaults.blockingMax,
        defaults.blockingWaitingMax,
        settings.behindProxy());
  }

  /** With other limits of time, for tests. */
  ServerLimits withTimeouts(Duration idle, Duration request, Duration body) {
    return new ServerLimits(
        host,
        port,
        backlog,
        connectionsMax,
        idle,
        request,
        body,
        drain,
        shutdownDeadline,
        blockingMax,
        blockingWaitingMax,
        trustForwarded);
  }

  /** With another time to drain, for tests. */
  ServerLimits withDrain(Duration time) {
    return new ServerLimits(
        host,
        port,
        backlog,
        connectionsMax,
        idleTimeout,
        requestTimeout,
        bodyTimeout,
        time,
        shutdownDeadline,
        blockingMax,
        blockingWaitingMax,
        trustForwarded);
  }
}
