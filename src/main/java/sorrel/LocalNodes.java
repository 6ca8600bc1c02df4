package sorrel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import sorrel.platform.config.DatabaseAddress;

/** Nodes of one machine, each a process that is started again when it ends. */
final class LocalNodes implements AutoCloseable {
  /** Connections that the embedded database has, less some for whoever looks at it. */
  private static final int CONNECTIONS = 90;

  /** Of each node, those of the journal. */
  private static final int JOURNAL_CONNECTIONS = 10;

  private static final int TABLE_CONNECTIONS_MAX = 10;

  /** As long as requests may take to finish, and what comes before and after. */
  private static final long STOP_SECONDS = 40;

  private static final long AGAIN_SECONDS = 1;

  private final Path folder;
  private final DatabaseAddress database;
  private final int count;
  private final Ports ports;
  private final List<String> javaOptions;
  private final BiConsumer<Integer, String> listener;
  private final ConcurrentMap<Integer, Process> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Of the first node; those of the others follow. */
  record Ports(int http, int cluster, int management) {}

  /**
   * Nodes to be.
   *
   * @param folder with a folder for each node, and the blobs that they share
   * @param javaOptions of each
   * @param listener hears what a node says, by its number from 1
   */
  LocalNodes(
      Path folder,
      DatabaseAddress database,
      int count,
      Ports ports,
      List<String> javaOptions,
      BiConsumer<Integer, String> listener) {
    this.folder = folder;
    this.database = database;
    this.count = count;
    this.ports = ports;
    this.javaOptions = List.copyOf(javaOptions);
    this.listener = listener;
  }

  void start() {
    for (int number = 1; number <= count; number++) {
      start(number);
    }
  }

  /** Kills a node as a power cut would; it is started again. */
  void kill(int number) {
    running.get(number).destroyForcibly();
  }

  /** Stops a node as an administrator would; it is started again. */
  void restart(int number) {
    running.get(number).destroy();
  }

  private void start(int number) {
    try {
      ChildNode node =
          new ChildNode(
              folder.resolve("node-" + number), javaOptions, arguments(number), environment());
      Process process = node.start();
      running.put(number, process);
      Thread.startVirtualThread(() -> listen(number, process));
      CompletableFuture<?> _ = process.onExit().thenRun(() -> ended(number, process, node.log()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private List<String> arguments(int number) {
    return List.of(
        "--port",
        Integer.toString(ports.http() + number - 1),
        "--cluster-port",
        Integer.toString(ports.cluster() + number - 1),
        "--management-port",
        Integer.toString(ports.management() + number - 1));
  }

  /** The password is seen by this user alone, as it would not be among the arguments. */
  private Map<String, String> environment() {
    int tables = Math.min(TABLE_CONNECTIONS_MAX, CONNECTIONS / count - JOURNAL_CONNECTIONS);
    return Map.of(
        "SORREL_DATABASE_URL",
        database.url(),
        "SORREL_DATABASE_USER",
        database.user(),
        "SORREL_DATABASE_PASSWORD",
        database.password(),
        "SORREL_DATABASE_CONNECTIONS",
        Integer.toString(Math.max(2, tables)),
        "SORREL_BLOBS_FOLDER",
        folder.resolve("blobs").toString());
  }

  private void listen(int number, Process process) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      Optional<String> line = Optional.ofNullable(out.readLine());
      line.ifPresent(text -> listener.accept(number, text));
    } catch (IOException ended) {
      // What follows its end is said there.
    }
  }

  private void ended(int number, Process process, Path log) {
    if (!closed) {
      listener.accept(
          number,
          "ended with %d and is started again; its log is %s.".formatted(process.exitValue(), log));
      CompletableFuture.delayedExecutor(AGAIN_SECONDS, TimeUnit.SECONDS)
          .execute(
              () -> {
                if (!closed) {
                  start(number);
                }
              });
    }
  }

  /** Stops all as an administrator would, and kills those that take too long. */
  @Override
  public void close() {
    closed = true;
    running.values().forEach(Process::destroy);
    running.values().forEach(LocalNodes::await);
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
