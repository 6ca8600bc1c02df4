package sorrel.cli.client;

import java.net.URI;

/** No server could be talked to; whether the call did anything may be unknown. */
public final class ServerUnreachable extends ClientException {
  private static final long serialVersionUID = 1;

  private ServerUnreachable(String message, Throwable cause) {
    super(message, cause);
  }

  static ServerUnreachable refused(URI server, Throwable cause) {
    return new ServerUnreachable(
        "No Sorrel server answers at " + server + ". Start one with ./sorrel serve", cause);
  }

  static ServerUnreachable broken(URI server, Throwable cause) {
    String reason = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return new ServerUnreachable(
        "The connection to the Sorrel server at %s broke%s. Try again.".formatted(server, reason),
        cause);
  }

  static ServerUnreachable silent(URI server, Throwable cause) {
    return new ServerUnreachable(
        "The Sorrel server at %s did not answer in time. Try again.".formatted(server), cause);
  }
}
