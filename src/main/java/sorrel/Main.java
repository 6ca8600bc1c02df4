package sorrel;

import java.net.URI;
import java.util.Map;
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
                    "serve",
                    new ServeCommand(terminal),
                    "runner",
                    new RemoteRunnerCommand(terminal),
                    "node",
                    new NodeCommand(terminal),
                    "local-cluster",
                    new LocalClusterCommand(terminal),
                    "backbone",
                    new BackboneCommand(terminal)),
                Benchmarks.all(terminal))
            .execute(arguments));
  }

  private static LocalServer startServer(ServerOptions options) {
    options
        .backbones()
        .forEach(
            folder -> BackboneCommand.addAsItIs(RegisteredNetworks.in(options.data()), folder));
    Application application =
        StartOptions.started(
            Map.of(
                "data.folder",
                options.data().toAbsolutePath().toString(),
                // What it makes goes with its folder, wherever this machine's server keeps blobs.
                "blobs.kind",
                "folder",
                "blobs.folder",
                "",
                "http.port",
                Integer.toString(options.port())));
    return new LocalServer() {
      @Override
      public URI address() {
        return application.address().orElseThrow();
      }

      @Override
      public void close() {
        application.close();
      }
    };
  }
}
