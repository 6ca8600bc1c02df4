package sorrel.cli;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;
import sorrel.cli.client.SorrelClient;

/** The options that say which server is talked to and for whom. */
final class ServerArguments {
  private static final String DEFAULT = "http://127.0.0.1:8080";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server's address. Else SORREL_SERVER, else " + DEFAULT + ".")
  private String server;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "The token to act with. Else SORREL_TOKEN, else what ./sorrel login has kept.")
  private String token;

  /** The server's address, without a slash at the end. */
  URI address(Terminal terminal) {
    String text =
        server != null ? server : terminal.environment().getOrDefault("SORREL_SERVER", DEFAULT);
    String whole = text.contains("://") ? text : "http://" + text;
    try {
      URI address =
          URI.create(whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole);
      if (address.getHost() != null && address.getScheme().startsWith("http")) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      throw notAnAddress(text, malformed);
    }
    throw notAnAddress(text, null);
  }

  /**
   * A client with a token.
   *
   * @throws CommandFailure if there is no token
   */
  SorrelClient client(Terminal terminal) {
    URI address = address(terminal);
    Optional<String> secret =
        Optional.ofNullable(token)
            .or(() -> Optional.ofNullable(terminal.environment().get("SORREL_TOKEN")))
            .filter(text -> !text.isBlank())
            .or(() -> Credentials.of(terminal).token(address));
    if (secret.isEmpty()) {
      throw new CommandFailure(
          "There is no token for %s. Log in with ./sorrel login EMAIL, or give one with --token."
              .formatted(address));
    }
    return new SorrelClient(address, secret);
  }

  private static CommandFailure notAnAddress(String text, Throwable cause) {
    return new CommandFailure(
        "'" + text + "' is not a server's address. Write it as " + DEFAULT + ".", cause);
  }
}
