package sorrel.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sorrel.cli.client.SorrelClient;

/** Shows everything at once: a server, an account, a model, answers. */
@Command(
    name = "demo",
    description =
        "Starts a server, makes an account, trains on drawn pictures, classifies new ones, and"
            + " stays up until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: ~/.sorrel).")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Where it listens; 0 for any free port (default: SORREL_HTTP_PORT, else 8080, or any"
              + " free port where 8080 is taken).")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--budget",
      defaultValue = "5m",
      description = "The longest that it may train (default: ${DEFAULT-VALUE}).")
  private Duration budget;

  @Option(names = "--exit", description = "Stops at the end instead of staying up.")
  private boolean exit;

  private final Terminal terminal;
  private final Function<ServerOptions, LocalServer> servers;
  private final Runnable stay;

  /**
   * The command.
   *
   * @param stay returns when the server is to be stopped
   */
  DemoCommand(Terminal terminal, Function<ServerOptions, LocalServer> servers, Runnable stay) {
    this.terminal = terminal;
    this.servers = servers;
    this.stay = stay;
  }

  /** Waits until Ctrl-C ends the process. */
  static Runnable untilInterrupted() {
    return () -> {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Override
  public Integer call() throws IOException {
    Path folder = (data != null ? data : terminal.sorrelHome()).toAbsolutePath().normalize();
    terminal.note("Starting a server that keeps everything in " + folder);
    LocalServer server = servers.apply(new ServerOptions(folder, port, List.of()));
    Thread closing = Thread.ofPlatform().name("close-server").unstarted(server::close);
    // Ctrl-C may come at any time, also while it trains.
    Runtime.getRuntime().addShutdownHook(closing);
    try {
      show(server, folder);
    } finally {
      server.close();
      unhook(closing);
    }
    return 0;
  }

  private void show(LocalServer server, Path folder) throws IOException {
    DemoAccount account = DemoAccount.of(server.address(), folder);
    Credentials.of(terminal).keep(server.address(), DemoAccount.EMAIL, account.token());
    SorrelClient client = new SorrelClient(server.address(), Optional.of(account.token()));
    Path example = new Demonstration(client, terminal, folder, budget).run();
    terminal.say("");
    terminal.say("The server is at    " + server.address());
    terminal.say("  email             " + DemoAccount.EMAIL);
    terminal.say("  password          " + account.password());
    terminal.say("  token             " + account.token());
    terminal.say("Try                 " + tryOut(server, example));
    if (!exit) {
      terminal.say("It stays up until Ctrl-C.");
      stay.run();
    }
  }

  private static String tryOut(LocalServer server, Path example) {
    String where =
        server.address().getPort() == ServerOptions.PORT_DEFAULT
            ? ""
            : " --server " + server.address();
    return "./sorrel classify '%s' '%s'%s".formatted(Demonstration.MODEL, example, where);
  }

  private static void unhook(Thread closing) {
    try {
      Runtime.getRuntime().removeShutdownHook(closing);
    } catch (IllegalStateException alreadyEnding) {
      // The process ends, and the hook closes the server.
    }
  }
}
