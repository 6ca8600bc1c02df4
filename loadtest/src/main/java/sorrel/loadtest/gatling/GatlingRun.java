package sorrel.loadtest.gatling;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sorrel.loadtest.gatling.Asserted.Assertion;

/**
 * Gatling in a process of its own, with its own libraries; it prints its figures and whether the
 * simulation's assertions hold.
 *
 * @param told properties for the simulation
 * @param token the secret that requests carry
 * @param results for what it writes
 */
record GatlingRun(Map<String, String> told, String token, Path results) {
  private static final int MET = 0;
  private static final int MISSED = 2;

  GatlingRun {
    told = Map.copyOf(told);
  }

  /**
   * Runs a simulation.
   *
   * @param name what it is to be called
   */
  Asserted of(String simulation, String name) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(simulation)).redirectError(ProcessBuilder.Redirect.INHERIT);
    // Not on the command line, where every user of the machine can read it.
    builder.environment().put(Request.TOKEN, token);
    Process process = builder.start();
    List<Assertion> assertions = new ArrayList<>();
    for (String line : (Iterable<String>) process.inputReader().lines()::iterator) {
      System.out.println(line);
      Assertion.in(line).ifPresent(assertions::add);
    }
    int code = ended(process);
    if (code != MET && code != MISSED) {
      throw new IOException("Gatling ended with " + code + ".");
    }
    return new Asserted(name, code == MET, assertions);
  }

  private List<String> command(String simulation) {
    Path built = Path.of(System.getProperty("sorrel.repository", ".."), "loadtest", "target");
    Stream<String> java =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx2g",
            "-Dlogback.configurationFile=logback-gatling.xml",
            "-Dgatling.data.enableAnalytics=false");
    Stream<String> properties =
        told.entrySet().stream().map(each -> "-D" + each.getKey() + "=" + each.getValue());
    Stream<String> gatling =
        Stream.of(
            "-cp",
            built.resolve("classes") + File.pathSeparator + built.resolve("lib") + "/*",
            "io.gatling.app.Gatling",
            "--simulation",
            getClass().getPackageName() + "." + simulation,
            "--results-folder",
            results.toString(),
            "--no-reports");
    return Stream.of(java, properties, gatling).flatMap(each -> each).toList();
  }

  private static int ended(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("told to stop", stopped);
    }
  }
}
