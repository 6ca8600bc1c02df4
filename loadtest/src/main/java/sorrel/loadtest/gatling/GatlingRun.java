package sorrel.loadtest.gatling;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sorrel.loadtest.scenario.Stage;

/**
 * Gatling in a process of its own, with its own libraries; it prints its figures and whether the
 * simulation's assertions hold.
 *
 * @param simulation the name of its class
 * @param folder for what it writes
 */
public record GatlingRun(String simulation, Path folder) {
  /** Runs it against a model, and returns its exit code. */
  public int of(Stage stage, String model, byte[] picture) throws IOException {
    Path file = Files.write(folder.resolve("picture"), picture);
    Path built = Path.of(System.getProperty("sorrel.repository", ".."), "loadtest", "target");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Xmx2g",
            "-Dlogback.configurationFile=logback-gatling.xml",
            "-D" + Request.SERVER + "=" + stage.address(),
            "-D" + Request.MODEL + "=" + model,
            "-D" + Request.PICTURE + "=" + file,
            "-cp",
            built.resolve("classes") + File.pathSeparator + built.resolve("lib") + "/*",
            "io.gatling.app.Gatling",
            "--simulation",
            simulation,
            "--no-reports",
            "--results-folder",
            folder.resolve("gatling").toString());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    // Not on the command line, where every user of the machine can read it.
    builder.environment().put(Request.TOKEN, stage.token());
    try {
      return builder.start().waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("told to stop", stopped);
    }
  }
}
