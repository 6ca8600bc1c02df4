package sorrel;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sorrel.cli.CommandFailure;
import sorrel.cli.Terminal;
import sorrel.platform.config.Settings;
import sorrel.platform.config.SettingsException;
import sorrel.platform.persistence.PostgresException;
import sorrel.platform.telemetry.Logs;

/** {@code sorrel serve}: answers until it is told to stop. */
@Command(
    name = "serve",
    description = "Starts Sorrel with everything it needs in this process.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept. Default: ~/.sorrel")
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

  private final Terminal terminal;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> overrides = new HashMap<>();
    data.ifPresent(folder -> overrides.put("data.folder", folder.toAbsolutePath().toString()));
    port.ifPresent(number -> overrides.put("http.port", Integer.toString(number)));
    Application application = started(config, overrides, true);
    terminal.out().println("Sorrel answers at " + application.address());
    terminal.out().flush();
    application.whenStopped().toCompletableFuture().join();
    return 0;
  }

  /** Starts an application; what can go wrong with settings or storage is said in one line. */
  static Application started(
      Optional<Path> config, Map<String, String> overrides, boolean exitJvm) {
    try {
      Settings settings = Settings.load(config, overrides);
      Logs.apply(settings.log());
      return Application.start(settings, exitJvm);
    } catch (SettingsException | PostgresException expected) {
      throw new CommandFailure(expected.getMessage());
    }
  }
}
