package sorrel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a command wants its own server.
 *
 * @param data the folder that everything is kept in; made if absent
 * @param port where it listens on this machine; 0 for any that is free, and empty for the
 *     setting's, or any other where that is the usual one and is taken
 * @param backbones folders with pretrained networks that are registered before it starts
 */
public record ServerOptions(Path data, Optional<Integer> port, List<Path> backbones) {
  public static final int PORT_DEFAULT = 8080;

  private static final int PORT_MAX = 65_535;

  public ServerOptions {
    backbones = List.copyOf(backbones);
    port.filter(number -> number < 0 || number > PORT_MAX)
        .ifPresent(
            number -> {
              throw new CommandFailure("A port is a number from 0 to 65535, not " + number + ".");
            });
  }
}
