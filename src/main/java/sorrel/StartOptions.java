package sorrel;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import sorrel.cli.CommandFailure;
import sorrel.cli.Terminal;
import sorrel.platform.blobs.BlobsException;
import sorrel.platform.config.Settings;
import sorrel.platform.config.SettingsException;
import sorrel.platform.persistence.PostgresException;
import sorrel.platform.telemetry.Logs;

/** What every command that starts Sorrel may be told. */
final class StartOptions {
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
    port.ifPresent(number -> overrides.put("http.port", Integer.toString(number)));
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

  /** Starts with settings of the environment and these. */
  static Application started(Map<String, String> overrides) {
    return started(Optional.empty(), overrides, _ -> {}, false);
  }

  /** Starts an application; what can go wrong with settings or storage is said in one line. */
  private static Application started(
      Optional<Path> config,
      Map<String, String> overrides,
      Consumer<Settings> check,
      boolean exitJvm) {
    try {
      Settings settings = Settings.load(config, overrides);
      check.accept(settings);
      Logs.apply(settings.log());
      return Application.start(settings, exitJvm);
    } catch (SettingsException | BlobsException | PostgresException expected) {
      throw new CommandFailure(expected.getMessage());
    }
  }
}
