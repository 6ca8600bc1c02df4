package sorrel.cli;

import java.nio.file.Path;

/**
 * How a command wants its own server.
 *
 * @param data the folder that everything is kept in; made if absent
 * @param port where it listens on this machine; 0 for any that is free
 */
public record ServerOptions(Path data, int port) {
  public static final int PORT_DEFAULT = 8080;

  private static final int PORT_MAX = 65_535;

  public ServerOptions {
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException("A port is a number from 0 to 65535, not " + port + ".");
    }
  }
}
