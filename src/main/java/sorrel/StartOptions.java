package sorrel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import sorrel.cli.CommandFailure;
import sorrel.cli.ServerOptions;
import sorrel.cli.Terminal;
import sorrel.platform.blobs.BlobsException;
import sorrel.platform.config.HttpSettings;
import sorrel.platform.config.Role;
import sorrel.platform.config.Settings;
import sorrel.platform.config.SettingsException;
import sorrel.platform.http.HttpServer;
import sorrel.platform.http.ServerLimits;
import sorrel.platform.persistence.PostgresException;
import sorrel.platform.telemetry.Logs;

/** What every command that starts Sorrel may be told. */
final class StartOptions {
  private static final String PORT = "http.port";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything of this process is kept. Default: ~/.sorrel")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where it listens; 0 for any free port. Default: 8080")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings, in HOCON; see sorrel-defaults.conf for all of them.")
  private Optional<Path> config = Optional.empty();

  /**
   * Starts, says so, and returns when the process is told to stop.
   *
   * @param more settings that the command has options of its own for
   * @param check refuses settings that the command cannot do with
   */
  int run(Map<String, String> more, Consumer<Settings> check, Terminal terminal) {
    Map<String, String> overrides = new HashMap<>(more);
    data.ifPresent(folder -> overrides.put("data.folder", folder.toAbsolutePath().toString()));
    port.ifPresent(number -> overrides.put(PORT, Integer.toString(number)));
    Application application = started(config, overrides, check, true);
    terminal
        .out()
        .println(
            application
                .address()
                .map(address -> "Sorrel answers at " + address)
                .orElse("This node of Sorrel is up."));
    terminal.out().flush();
    application.whenStopped().toCompletableFuture().join();
    return 0;
  }

  /**
   * Starts with settings of the environment and these. Where they say nothing of the port and the
   * usual one is taken, it listens at another and says at which.
   */
  static Application startedSomewhere(Map<String, String> overrides, Terminal terminal) {
    HttpSettings wanted = loaded(Optional.empty(), overrides).http();
    boolean givesWay =
        !overrides.containsKey(PORT)
            && wanted.port() == ServerOptions.PORT_DEFAULT
            && refusal(wanted).isPresent();
    if (!givesWay) {
      return started(Optional.empty(), overrides, _ -> {}, false);
    }
    Map<String, String> elsewhere = new HashMap<>(overrides);
    elsewhere.put(PORT, "0");
    Application application = started(Optional.empty(), elsewhere, _ -> {}, false);
    terminal.note(
        "Port %d is taken by another program; this server listens at port %d instead."
            .formatted(wanted.port(), application.address().orElseThrow().getPort()));
    return application;
  }

  /** Why nothing can listen there, as where another program does. */
  private static Optional<String> refusal(HttpSettings http) {
    try {
      HttpServer.check(ServerLimits.of(http));
      return Optional.empty();
    } catch (IOException refused) {
      return Optional.of(refused.getMessage());
    }
  }

  /** Before anything is started, which takes seconds. */
  private static void checkPort(HttpSettings http) {
    refusal(http)
        .ifPresent(
            reason -> {
              throw new CommandFailure(
                  ("Sorrel cannot listen at port %d of %s: %s. Choose another with --port N, or"
                          + " SORREL_HTTP_PORT=N; 0 takes any that is free.")
                      .formatted(http.port(), http.host(), reason));
            });
  }

  private static Settings loaded(Optional<Path> config, Map<String, String> overrides) {
    try {
      return Settings.load(config, overrides);
    } catch (SettingsException expected) {
      throw new CommandFailure(expected.getMessage());
    }
  }

  /** Starts an application; what can go wrong with settings or storage is said in one line. */
  private static Application started(
      Optional<Path> config,
      Map<String, String> overrides,
      Consumer<Settings> check,
      boolean exitJvm) {
    Settings settings = loaded(config, overrides);
    try {
      check.accept(settings);
      if (settings.roles().contains(Role.HTTP)) {
        checkPort(settings.http());
      }
      Logs.apply(settings.log());
      return Application.start(settings, exitJvm);
    } catch (SettingsException | BlobsException | PostgresException expected) {
      throw new CommandFailure(expected.getMessage());
    }
  }
}
