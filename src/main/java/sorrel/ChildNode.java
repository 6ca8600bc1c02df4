package sorrel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node that this process starts as another one, and that ends with it.
 *
 * @param folder where its files and its log are
 * @param arguments of {@code sorrel node}
 */
record ChildNode(
    Path folder,
    List<String> javaOptions,
    List<String> arguments,
    Map<String, String> environment) {
  ChildNode {
    javaOptions = List.copyOf(javaOptions);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** What it says beside its one line. */
  Path log() {
    return folder.resolve("node.log");
  }

  /** Starts it; what it says can be read from the process, until it is listened to it waits. */
  Process start() throws IOException {
    return builder().start();
  }

  /** Starts it where nobody listens. */
  Process startUnheard() throws IOException {
    return builder().redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private ProcessBuilder builder() throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "node"));
    command.addAll(List.of("--data", folder.toString()));
    command.addAll(List.of("--parent", Long.toString(ProcessHandle.current().pid())));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
  }
}
