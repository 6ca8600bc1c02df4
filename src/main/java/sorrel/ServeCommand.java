package sorrel;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sorrel.cli.Terminal;

/** {@code sorrel serve}: answers until it is told to stop. */
@Command(
    name = "serve",
    description = "Starts Sorrel with everything it needs in this process.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Mixin private StartOptions start;

  private final Terminal terminal;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return start.run(Map.of(), _ -> {}, terminal);
  }
}
