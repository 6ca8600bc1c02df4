package sorrel;

import java.net.URI;
import java.util.HashMap;
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
                options -> startServer(options, terminal),
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

  private static LocalServer startServer(ServerOptions options, Terminal terminal) {
    options
        .backbones()
        .forEach(
            folder -> BackboneCommand.addAsItIs(RegisteredNetworks.in(options.data()), folder));
    Map<String, String> overrides = new HashMap<>();
    overrides.put("data.folder", options.data().toAbsolutePath().toString());
    // What it makes goes with its folder, wherever this machine's server keeps blobs.
    overrides.put("blobs.kind", "folder");
    overrides.put("blobs.folder", "");
    options.port().ifPresent(port -> overrides.put("http.port", Integer.toString(port)));
    Application application = StartOptions.startedSomewhere(overrides, terminal);
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
