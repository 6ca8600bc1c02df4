package sorrel;

import java.util.Map;
import sorrel.cli.CommandFailure;
import sorrel.cli.CommandLines;
import sorrel.cli.LocalServer;
import sorrel.cli.ServerOptions;
import sorrel.cli.Terminal;

/** The command line. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    System.exit(
        CommandLines.of(terminal, Main::startServer, Map.of(), Map.of()).execute(arguments));
  }

  private static LocalServer startServer(ServerOptions options) {
    throw new CommandFailure(
        "This build has no server to start in %s; it talks to running ones only."
            .formatted(options.data()));
  }
}
