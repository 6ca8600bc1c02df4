package sorrel.loadtest.kills;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sorrel.loadtest.nodes.Fleet;
import sorrel.loadtest.nodes.Node;
import sorrel.platform.config.DatabaseAddress;

/**
 * Nodes of one role each, on this machine.
 *
 * @param repository where {@code sorrel} lies
 * @param folder for the nodes' files, and the blobs that they share
 * @param http how many of this role; the others likewise
 */
record Layout(
    Path repository, Path folder, DatabaseAddress database, int http, int model, int runner) {
  /** Small, since many are on one machine; each has TensorFlow's memory besides. */
  private static final String JAVA = "-Xmx400m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  /** Of the database's 100, without those of the nodes' journals. */
  private static final String CONNECTIONS = "4";

  /** So that an import takes some steps. */
  private static final String PICTURES_IN_A_STEP = "100";

  Fleet start() throws IOException {
    List<Node.Plan> others = new ArrayList<>();
    Node.Plan oldest = plan("model", 1);
    for (int number = 2; number <= model; number++) {
      others.add(plan("model", number));
    }
    for (int number = 1; number <= http; number++) {
      others.add(plan("http", number));
    }
    for (int number = 1; number <= runner; number++) {
      others.add(plan("runner", number));
    }
    return Fleet.start(oldest, others);
  }

  private Node.Plan plan(String role, int number) throws IOException {
    String name = role + "-" + number;
    int port = freePort();
    Path own = Files.createDirectories(folder.resolve(name));
    List<String> command =
        List.of(
            repository.resolve("sorrel").toString(),
            "node",
            "--roles",
            role,
            "--parent",
            Long.toString(ProcessHandle.current().pid()),
            "--data",
            own.toString(),
            "--port",
            Integer.toString(port),
            "--cluster-port",
            Integer.toString(freePort()),
            "--management-port",
            Integer.toString(freePort()));
    Optional<URI> address =
        role.equals("http")
            ? Optional.of(URI.create("http://127.0.0.1:" + port))
            : Optional.empty();
    return new Node.Plan(
        name, role, command, environment(), address, folder.resolve(name + ".log"));
  }

  private Map<String, String> environment() {
    return Map.of(
        "SORREL_DATABASE_URL",
        database.url(),
        "SORREL_DATABASE_USER",
        database.user(),
        "SORREL_DATABASE_PASSWORD",
        database.password(),
        "SORREL_DATABASE_CONNECTIONS",
        CONNECTIONS,
        "SORREL_BLOBS_FOLDER",
        folder.resolve("blobs").toString(),
        "SORREL_IMPORT_BATCH_PICTURES",
        PICTURES_IN_A_STEP,
        "SORREL_OPTS",
        JAVA);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
