package sorrel.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands in the help for what the launcher does by itself, around {@link RehearseCommand}. */
@Command(
    name = "prepare",
    description =
        "Makes later starts faster, once: does everything on drawn pictures, and keeps what Java"
            + " learned by it in target (about two minutes and 150 MB).")
final class PrepareCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new CommandFailure("Only the launcher ./sorrel can prepare, not what it starts.");
  }
}
