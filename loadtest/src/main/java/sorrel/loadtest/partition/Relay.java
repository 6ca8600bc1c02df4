package sorrel.loadtest.partition;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes connections on, so that a server of this machine alone is reached from namespaces. */
final class Relay implements AutoCloseable {
  private static final int WAITING = 100;

  private final ServerSocket taken;
  private final int to;

  private Relay(ServerSocket taken, int to) {
    this.taken = taken;
    this.to = to;
  }

  /** Takes connections at an address, and passes them on to a port of the loopback address. */
  static Relay begin(String address, int to) throws IOException {
    Relay relay = new Relay(new ServerSocket(0, WAITING, InetAddress.getByName(address)), to);
    Thread.startVirtualThread(relay::take);
    return relay;
  }

  int port() {
    return taken.getLocalPort();
  }

  private void take() {
    while (!taken.isClosed()) {
      try {
        Socket from = taken.accept();
        Socket on = new Socket();
        on.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
        Thread.startVirtualThread(() -> pass(from, on));
        Thread.startVirtualThread(() -> pass(on, from));
      } catch (IOException refused) {
        // The one who asked sees that its connection ends.
      }
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // One side has ended, and so both do.
    }
  }

  @Override
  public void close() throws IOException {
    taken.close();
  }
}
