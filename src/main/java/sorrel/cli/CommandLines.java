package sorrel.cli;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import sorrel.cli.client.ClientException;
import sorrel.cli.text.DurationText;

/**
 * Puts the command line together.
 *
 * <p>Exit codes: 0 done, 1 refused or failed, 2 not understood. What goes wrong is said in one line
 * on {@code err}.
 */
public final class CommandLines {
  public static final int FAILED = 1;
  public static final int NOT_UNDERSTOOD = 2;

  private CommandLines() {}

  /**
   * The whole command line.
   *
   * @param servers starts a server in this process, for {@code demo} and {@code evaluate}
   * @param commands further commands by name, such as {@code serve}: objects annotated with {@link
   *     Command}, each a {@code Callable<Integer>} or {@code Runnable}; throwing {@link
   *     CommandFailure} ends them with its message
   * @param benchmarks further commands of {@code bench}, likewise
   */
  public static CommandLine of(
      Terminal terminal,
      Function<ServerOptions, LocalServer> servers,
      Map<String, Object> commands,
      Map<String, Object> benchmarks) {
    CommandLine line = new CommandLine(new Sorrel());
    commands.forEach(line::addSubcommand);
    line.addSubcommand(new DemoCommand(terminal, servers, DemoCommand.untilInterrupted()));
    line.addSubcommand(new LoginCommand(terminal));
    line.addSubcommand(new TrainCommand(terminal));
    line.addSubcommand(new ClassifyCommand(terminal));
    line.addSubcommand(new ExpandCommand(terminal));
    line.addSubcommand(new ModelsCommand(terminal));
    line.addSubcommand(new TasksCommand(terminal));
    line.addSubcommand(new ClusterCommand(terminal));
    line.addSubcommand(new EvaluateCommand(terminal, servers));
    line.addSubcommand(new PrepareCommand());
    line.addSubcommand(new RehearseCommand());
    line.addSubcommand("bench", bench(terminal, benchmarks));
    return configured(line, terminal);
  }

  private static CommandLine bench(Terminal terminal, Map<String, Object> benchmarks) {
    CommandLine bench = new CommandLine(new Bench());
    benchmarks.forEach(bench::addSubcommand);
    bench.addSubcommand(new BurstCommand(terminal));
    return bench;
  }

  /** The program itself, which does nothing without a command. */
  @Command(
      name = "sorrel",
      description = "Makes image classifiers of folders of pictures.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      scope = CommandLine.ScopeType.INHERIT,
      synopsisSubcommandLabel = "COMMAND")
  static final class Sorrel {}

  /** The benchmarks' group. */
  @Command(
      name = "bench",
      description = "Measures, against a baseline where there is one.",
      synopsisSubcommandLabel = "BENCHMARK")
  static final class Bench {}

  /** The version that the jar was built as. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = CommandLines.class.getPackage().getImplementationVersion();
      return new String[] {"Sorrel " + (version == null ? "(not packaged)" : version)};
    }
  }

  private static CommandLine configured(CommandLine line, Terminal terminal) {
    return line.setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(Help.defaultColorScheme(terminal.live() ? Help.Ansi.AUTO : Help.Ansi.OFF))
        .registerConverter(Duration.class, new ToDuration())
        .setParameterExceptionHandler(
            (wrong, _) -> {
              CommandLine command = wrong.getCommandLine();
              terminal.note(wrong.getMessage());
              if (wrong instanceof CommandLine.MissingParameterException
                  || !command.getSubcommands().isEmpty()) {
                terminal.note(command.getUsageMessage().strip());
              } else {
                terminal.note(
                    "See ./%s --help".formatted(command.getCommandSpec().qualifiedName()));
              }
              return NOT_UNDERSTOOD;
            })
        .setExecutionExceptionHandler(
            (failure, _, _) -> {
              terminal.note(words(failure));
              return FAILED;
            });
  }

  private static String words(Exception failure) {
    return switch (failure) {
      case CommandFailure expected -> expected.getMessage();
      case ClientException expected -> expected.getMessage();
      // A fault of ours; the kind of exception is what helps whoever looks for it.
      default ->
          "Something went wrong here: %s%s"
              .formatted(
                  failure.getClass().getSimpleName(),
                  failure.getMessage() == null ? "" : ": " + failure.getMessage());
    };
  }

  private static final class ToDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return DurationText.parse(text);
      } catch (IllegalArgumentException unreadable) {
        throw new TypeConversionException(unreadable.getMessage());
      }
    }
  }
}
