package sorrel.cli.client;

import java.net.URI;

/** An answer that no Sorrel server gives: most often the address is of something else. */
public final class UnexpectedReply extends ClientException {
  private static final long serialVersionUID = 1;

  UnexpectedReply(URI address, int status, Throwable cause) {
    super(
        "%s answered with status %d, but not as a Sorrel server does. Is the address right?"
            .formatted(address, status),
        cause);
  }
}
