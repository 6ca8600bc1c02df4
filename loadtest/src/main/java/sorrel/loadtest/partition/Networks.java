package sorrel.loadtest.partition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Network namespaces of Linux, each on two bridges: one for what nodes say to each other, which can
 * be cut, and one for callers and the database, which is not. Needs root and iproute2.
 *
 * <p>Source: ip-netns(8), ip-link(8).
 */
final class Networks implements AutoCloseable {
  private static final String TALK = "sorrel-t";
  private static final String DATA = "sorrel-d";
  private static final String TALK_NET = "10.78.0.";
  private static final String DATA_NET = "10.77.0.";
  private static final int HOST = 254;

  private final int count;

  private Networks(int count) {
    this.count = count;
  }

  /** Makes so many, numbered from 1; what an earlier run has left is removed first. */
  static Networks make(int count) throws IOException {
    Networks networks = new Networks(count);
    networks.close();
    try {
      bridge(TALK, TALK_NET);
      bridge(DATA, DATA_NET);
      for (int number = 1; number <= count; number++) {
        ip("netns", "add", name(number));
        ip("-n", name(number), "link", "set", "lo", "up");
        join(number, TALK, "t", TALK_NET);
        join(number, DATA, "d", DATA_NET);
      }
      return networks;
    } catch (IOException failure) {
      networks.close();
      throw failure;
    }
  }

  private static void bridge(String name, String net) throws IOException {
    ip("link", "add", name, "type", "bridge");
    ip("addr", "add", net + HOST + "/24", "dev", name);
    ip("link", "set", name, "up");
  }

  private static void join(int number, String bridge, String end, String net) throws IOException {
    String outside = outside(number, end);
    String inside = "sorrel" + end;
    ip("link", "add", outside, "type", "veth", "peer", "name", inside, "netns", name(number));
    ip("link", "set", outside, "master", bridge, "up");
    ip("-n", name(number), "addr", "add", net + number + "/24", "dev", inside);
    ip("-n", name(number), "link", "set", inside, "up");
  }

  private static String outside(int number, String end) {
    return "sorrel-" + end + number;
  }

  static String name(int number) {
    return "sorrel-" + number;
  }

  /** Where a node hears other nodes. */
  static String talk(int number) {
    return TALK_NET + number;
  }

  /** Where a node hears callers. */
  static String data(int number) {
    return DATA_NET + number;
  }

  /** Where all reach this process. */
  static String host() {
    return DATA_NET + HOST;
  }

  /** Lets one hear and say nothing more to other nodes, without a word to either side. */
  void cut(int number) throws IOException {
    ip("link", "set", outside(number, "t"), "nomaster");
  }

  void heal(int number) throws IOException {
    ip("link", "set", outside(number, "t"), "master", TALK);
  }

  /** Removes what is there of them. */
  @Override
  public void close() {
    remove();
  }

  void remove() {
    for (int number = 1; number <= count; number++) {
      quietly(List.of("ip", "link", "delete", outside(number, "t")));
      quietly(List.of("ip", "link", "delete", outside(number, "d")));
      quietly(List.of("ip", "netns", "delete", name(number)));
    }
    quietly(List.of("ip", "link", "delete", TALK));
    quietly(List.of("ip", "link", "delete", DATA));
  }

  private static void ip(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    String said = run(command);
    if (!said.isEmpty()) {
      throw new IOException(
          "Namespaces cannot be made here, which takes Linux, root and iproute2: "
              + String.join(" ", command)
              + ": "
              + said);
    }
  }

  /** What is not there need not be removed. */
  private static void quietly(List<String> command) {
    try {
      run(command);
    } catch (IOException failure) {
      System.err.println(failure.getMessage());
    }
  }

  /** What a command says if it fails; else nothing. */
  private static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor() == 0 ? "" : "failed: " + said.strip();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("told to stop", stopped);
    }
  }
}
