package sorrel;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
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
        CommandLines.of(
                terminal,
                Main::startServer,
                Map.of(
                    "serve", new ServeCommand(terminal), "backbone", new BackboneCommand(terminal)),
                Benchmarks.all(terminal))
            .execute(arguments));
  }

  private static LocalServer startServer(ServerOptions options) {
    options
        .backbones()
        .forEach(folder -> BackboneCommand.addAsItIs(BackboneCommand.of(options.data()), folder));
    Application application =
        ServeCommand.started(
            Optional.empty(),
            Map.of(
                "data.folder",
                options.data().toAbsolutePath().toString(),
                "http.port",
                Integer.toString(options.port())),
            false);
    return new LocalServer() {
      @Override
      public URI address() {
        return application.address();
      }

      @Override
      public void close() {
        application.close();
      }
    };
  }
}
