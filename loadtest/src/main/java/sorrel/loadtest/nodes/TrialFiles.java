package sorrel.loadtest.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import picocli.CommandLine.Option;
import sorrel.kernel.FileTrees;
import sorrel.platform.persistence.EmbeddedPostgres;

/** The files of a trial's nodes and their database; they go with the trial unless they are kept. */
public final class TrialFiles {
  @Option(names = "--keep", description = "Leaves the nodes' logs where they are.")
  private boolean keep;

  /** What is tried; gives the command's exit code. */
  @FunctionalInterface
  public interface Trial {
    int run(Path folder, EmbeddedPostgres postgres) throws IOException, SQLException;
  }

  /** Runs a trial in a new folder, with a database in it. */
  public int with(String name, Trial trial) throws IOException, SQLException {
    Path folder = Files.createTempDirectory("sorrel-" + name + "-");
    System.err.printf("Files in %s%n", folder);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("database"))) {
      return trial.run(folder, postgres);
    } finally {
      if (!keep) {
        FileTrees.delete(folder);
      }
    }
  }
}
