package sorrel.platform.config;

import java.time.Duration;

/**
 * Limits of the HTTP server.
 *
 * @param host the address listened on
 * @param port 0 for any free one
 * @param requestTimeout after which a request is answered with 504; imports are exempt
 * @param idleTimeout after which a silent connection is closed
 * @param drain how long it goes on answering once it is told to stop, while it says that it is not
 *     ready; zero for not at all
 * @param connectionsMax connections open at once
 * @param backlog connections that wait to be accepted
 * @param bodyBytesMax the largest body of a request other than an import
 * @param importBodyBytesMax the largest zip of an import
 * @param behindProxy whether a proxy in front sets {@code X-Forwarded-For} and {@code -Proto}
 */
public record HttpSettings(
    String host,
    int port,
    Duration requestTimeout,
    Duration idleTimeout,
    Duration drain,
    int connectionsMax,
    int backlog,
    long bodyBytesMax,
    long importBodyBytesMax,
    boolean behindProxy) {}
