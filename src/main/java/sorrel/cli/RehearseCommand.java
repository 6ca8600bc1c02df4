package sorrel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sorrel.cli.demo.ShapePictures;

/**
 * Does everything once on drawn pictures. {@code ./sorrel prepare} runs it while the Java machine
 * writes down which classes were loaded and which code was busy, for later starts to begin with.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Imports, trains, classifies and expands once, on drawn pictures.")
final class RehearseCommand implements Callable<Integer> {
  private static final int PICTURES_EACH = 60;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    Path zip = Files.createTempFile("sorrel-rehearsal-", ".zip");
    try {
      new ShapePictures(1).writeZip(zip, PICTURES_EACH);
      return command
          .parent()
          .commandLine()
          .execute(
              "evaluate",
              "--target",
              "0.8",
              "--budget",
              "20s",
              "--warm-up",
              "4000",
              zip.toString());
    } finally {
      Files.delete(zip);
    }
  }
}
