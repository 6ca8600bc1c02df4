package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import sorrel.cli.client.SorrelClient;
import sorrel.platform.persistence.EmbeddedPostgres;

/** Three nodes of one Sorrel, each a process that is started again when it ends. */
final class ThreeNodes implements AutoCloseable {
  static final int COUNT = 3;
  private static final String PASSWORD = "a long enough password";

  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final EmbeddedPostgres postgres;
  private final LocalNodes nodes;
  private final LocalNodes.Ports ports;
  private String token;

  private ThreeNodes(
      EmbeddedPostgres postgres, Path data, LocalNodes.Ports ports, List<String> options) {
    this.postgres = postgres;
    this.ports = ports;
    this.nodes =
        new LocalNodes(
            data,
            postgres.address(),
            COUNT,
            ports,
            options,
            (number, text) -> said.add(number + " " + text));
  }

  /**
   * Starts them, and makes an account once all answer.
   *
   * @param settings as Java options, such as {@code -Dsorrel.http.drain=2s}
   */
  static ThreeNodes start(Path folder, String... settings) throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    List<String> options =
        new ArrayList<>(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx700m",
                "-XX:TieredStopAtLevel=1"));
    options.addAll(List.of(settings));
    ThreeNodes all =
        new ThreeNodes(
            EmbeddedPostgres.start(data),
            data,
            new LocalNodes.Ports(freePorts(), freePorts(), freePorts()),
            options);
    all.nodes.start();
    all.awaitAnswers(COUNT);
    all.client(1).register("cluster@example.org", PASSWORD);
    all.token = all.client(2).logIn("cluster@example.org", PASSWORD).token();
    return all;
  }

  /** Kills a node as a power cut would. */
  void kill(int node) {
    nodes.kill(node);
  }

  /** Stops a node as an administrator would. */
  void restart(int node) {
    nodes.restart(node);
  }

  /** Until so many nodes more have said that they answer. */
  void awaitAnswers(int count) throws InterruptedException {
    int answering = 0;
    while (answering < count) {
      String line = said.poll(2, TimeUnit.MINUTES);
      assertThat(line).as("a node says that it answers").isNotNull();
      answering += line.contains("answers") ? 1 : 0;
    }
  }

  /** Where a node answers. */
  URI address(int node) {
    return URI.create("http://127.0.0.1:" + (ports.http() + node - 1));
  }

  /** Where a node tells other nodes and supervisors how it is. */
  URI management(int node) {
    return URI.create("http://127.0.0.1:" + (ports.management() + node - 1));
  }

  SorrelClient client(int node) {
    return new SorrelClient(address(node), Optional.ofNullable(token));
  }

  /** The first of as many ports as there are nodes, all free. */
  private static int freePorts() throws IOException {
    while (true) {
      try (ServerSocket first = new ServerSocket(0)) {
        int port = first.getLocalPort();
        if (port + COUNT < 65_536 && free(port + 1) && free(port + 2)) {
          return port;
        }
      }
    }
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  @Override
  public void close() {
    nodes.close();
    postgres.close();
  }
}
