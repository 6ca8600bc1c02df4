package sorrel.platform.http;

import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.settings.ServerSettings;
import akka.io.Inet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The sockets that a server listens on: as many on one address as it takes for all connections that
 * may wait.
 *
 * <p>Linux lets {@code net.core.somaxconn} connections wait for each socket, 4,096 as it comes,
 * whatever a program asks for, and drops the others without a word; the caller tries again after 1,
 * 3 and 7 seconds. Sockets that share an address by {@code SO_REUSEPORT} have room for so many
 * each. Source: https://man7.org/linux/man-pages/man7/socket.7.html.
 */
final class Listeners {
  private static final Path ROOM = Path.of("/proc/sys/net/core/somaxconn");
  private static final int MOST = 16;

  private final List<ServerBinding> bindings;

  private Listeners(List<ServerBinding> bindings) {
    this.bindings = List.copyOf(bindings);
  }

  /** Begins to listen on one socket. */
  interface Binder {
    CompletionStage<ServerBinding> bind(int port, ServerSettings settings);
  }

  /**
   * Listens.
   *
   * @param settings those of a single socket; connections at once are shared out among all
   * @return fails with the reason if the address is taken
   */
  static CompletionStage<Listeners> bind(
      ServerLimits limits, ServerSettings settings, Binder binder) {
    int count = count(limits.backlog());
    if (count == 1 || limits.connectionsMax() < count) {
      return binder
          .bind(limits.port(), settings)
          .thenApply(binding -> new Listeners(List.of(binding)));
    }
    try {
      check(limits);
    } catch (IOException taken) {
      return CompletableFuture.failedStage(taken);
    }
    ServerSettings shared = shared(settings, limits.connectionsMax() / count);
    return binder
        .bind(limits.port(), shared)
        .thenCompose(first -> all(first, count, shared, binder))
        .thenApply(Listeners::new);
  }

  /** How many sockets there are to be, so that so many connections may wait. */
  private static int count(int backlog) {
    // Read at once: byte by byte, as Files.readString does, the kernel gives the first digit alone.
    try (BufferedReader file = Files.newBufferedReader(ROOM)) {
      int each = Integer.parseInt(file.readLine());
      return Math.clamp(Math.ceilDiv(backlog, Math.max(1, each)), 1, MOST);
    } catch (IOException | NumberFormatException notLinux) {
      return 1;
    }
  }

  /** Fails where another process listens, with which the address would be shared unnoticed. */
  static void check(ServerLimits limits) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(limits.host(), limits.port()));
    }
  }

  private static ServerSettings shared(ServerSettings settings, int connections) {
    List<Inet.SocketOption> options = new ArrayList<>();
    settings.getSocketOptions().forEach(options::add);
    options.add(
        new Inet.AbstractSocketOption() {
          @Override
          public void beforeServerSocketBind(ServerSocket socket) {
            try {
              socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            } catch (IOException refused) {
              throw new UncheckedIOException(refused);
            }
          }
        });
    return settings.withSocketOptions(options).withMaxConnections(connections);
  }

  private static CompletionStage<List<ServerBinding>> all(
      ServerBinding first, int count, ServerSettings settings, Binder binder) {
    int port = first.localAddress().getPort();
    CompletionStage<List<ServerBinding>> bound =
        CompletableFuture.completedStage(new ArrayList<>(List.of(first)));
    for (int i = 1; i < count; i++) {
      bound =
          bound.thenCompose(
              before ->
                  binder
                      .bind(port, settings)
                      .thenApply(
                          next -> {
                            before.add(next);
                            return before;
                          }));
    }
    return bound;
  }

  /** Where they listen. */
  InetSocketAddress address() {
    return bindings.getFirst().localAddress();
  }

  /** Takes no new connections. */
  CompletionStage<Void> unbind() {
    return forAll(ServerBinding::unbind);
  }

  /** Closes all connections, within so long. */
  CompletionStage<Void> terminate(Duration deadline) {
    return forAll(binding -> binding.terminate(deadline));
  }

  private CompletionStage<Void> forAll(Function<ServerBinding, CompletionStage<?>> work) {
    return CompletableFuture.allOf(
        bindings.stream()
            .map(work)
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture<?>[]::new));
  }
}
