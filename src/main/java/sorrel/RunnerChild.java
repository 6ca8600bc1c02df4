package sorrel;

import akka.actor.Address;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.platform.config.BlobSettings;
import sorrel.platform.config.DatabaseAddress;
import sorrel.platform.config.Settings;

/**
 * How a process that only trains is started beside this one: with the same settings, and a member
 * of the same cluster.
 */
final class RunnerChild {
  private static final Logger LOG = LoggerFactory.getLogger(RunnerChild.class);

  /** It asks for pictures' rows and little else. */
  private static final int CONNECTIONS = 4;

  /** Of a thousand: where memory is short, the system ends it rather than the one that answers. */
  private static final String FIRST_TO_GO = "500";

  private final Settings settings;
  private final DatabaseAddress database;
  private final Address parent;

  /**
   * Children of a node.
   *
   * @param database also where it is embedded in this process
   * @param parent this node in its cluster
   */
  RunnerChild(Settings settings, DatabaseAddress database, Address parent) {
    this.settings = settings;
    this.database = database;
    this.parent = parent;
  }

  /** Those of a process that has started. */
  static RunnerChild of(Foundation base) {
    return new RunnerChild(base.settings(), base.address(), base.system().address());
  }

  /**
   * One that runs.
   *
   * @param name as it names itself to the scheduler
   */
  record Started(String name, Process process, Path log) {}

  /** Starts one in a folder, in which it finds what it decoded there before; blocking, shortly. */
  Started start(Path folder) throws IOException {
    Files.createDirectories(folder);
    int port = freePort();
    ChildNode node =
        new ChildNode(folder, javaOptions(), arguments(settingsIn(folder), port), environment());
    Process process = node.startUnheard();
    preferToEnd(process);
    return new Started(
        new Address("akka", parent.system(), settings.cluster().host(), port).hostPort(),
        process,
        node.log());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private List<String> javaOptions() {
    List<String> options =
        new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    options.add("-Xmx" + settings.training().childHeap());
    return options;
  }

  /** All settings of this process; they may hold passwords. */
  private Path settingsIn(Path folder) throws IOException {
    Path file = folder.resolve("settings.conf");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, settings.written());
  }

  private List<String> arguments(Path file, int port) {
    Map<String, String> own = new HashMap<>();
    own.put("roles", "runner");
    own.put("cluster.discovery", "parent");
    own.put("cluster.parent", parent.getHost().get() + ":" + parent.getPort().get());
    own.put("cluster.port", Integer.toString(port));
    own.put("training.isolation", "none");
    own.put("scaling.provider", "none");
    if (settings.blobs() instanceof BlobSettings.Folder blobs) {
      own.put("blobs.folder", blobs.folder().toString());
    }
    own.put("database.connections", Integer.toString(CONNECTIONS));
    own.put("database.url", database.url());
    own.put("database.user", database.user());
    List<String> arguments = new ArrayList<>(List.of("--config", file.toString()));
    own.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return arguments;
  }

  /** The password is seen by this user alone, as it would not be among the arguments. */
  private Map<String, String> environment() {
    return Map.of("SORREL_DATABASE_PASSWORD", database.password());
  }

  /**
   * Where the system knows of it:
   * https://man7.org/linux/man-pages/man5/proc_pid_oom_score_adj.5.html.
   */
  private static void preferToEnd(Process process) {
    Path score = Path.of("/proc", Long.toString(process.pid()), "oom_score_adj");
    if (Files.isWritable(score)) {
      try {
        Files.writeString(score, FIRST_TO_GO);
      } catch (IOException refused) {
        LOG.debug("{} could not be written", score, refused);
      }
    }
  }
}
