package sorrel.cli.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;

/** Works connections to servers as they become ready, on the thread that calls. */
final class WireLoop implements AutoCloseable {
  /** After so long without anything that was waited for, no more is. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

  private static final int ARRIVING_BYTES = 64 * 1024;
  private static final int HTTP_PORT = 80;

  private final List<InetSocketAddress> servers;
  private final Selector selector;
  private int next;
  private final ByteBuffer arriving = ByteBuffer.allocateDirect(ARRIVING_BYTES);

  /** Opens connections to each of some servers in turn. */
  WireLoop(List<URI> servers) {
    this.servers = servers.stream().map(WireLoop::socket).toList();
    try {
      this.selector = Selector.open();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static InetSocketAddress socket(URI server) {
    int port = server.getPort() < 0 ? HTTP_PORT : server.getPort();
    return new InetSocketAddress(server.getHost(), port);
  }

  /** What is done when something has happened to a connection. */
  interface Course {
    /** Whether anything is waited for. */
    boolean goesOn();

    void opened(WireConnection connection);

    /** The whole answer to the request that was sent has been read. */
    void answered(WireConnection connection);

    /** Something that was waited for will not come; the connection is closed already. */
    void failed(WireConnection connection, String reason);

    /** Nothing has happened for long; what is waited for has failed. */
    void givenUp(String reason);
  }

  /**
   * Begins to open a connection; the course hears what comes of it, perhaps before this returns.
   */
  void open(Course course) {
    WireConnection connection = made();
    try {
      if (connection.connect(servers.get(next++ % servers.size()))) {
        course.opened(connection);
      }
    } catch (IOException failure) {
      fail(course, connection, failure);
    }
  }

  private WireConnection made() {
    try {
      return new WireConnection(selector);
    } catch (IOException tooMany) {
      throw new UncheckedIOException(tooMany);
    }
  }

  /** Sends a request; the course hears if that fails. */
  void send(Course course, WireConnection connection, WireRequest request) {
    try {
      connection.send(request);
    } catch (IOException failure) {
      fail(course, connection, failure);
    }
  }

  /** Works until the course waits for nothing more. */
  void run(Course course) {
    long last = System.nanoTime();
    while (course.goesOn()) {
      if (select(course) > 0) {
        last = System.nanoTime();
      } else if (Thread.currentThread().isInterrupted()) {
        course.givenUp("interrupted");
      } else if (System.nanoTime() - last >= SILENCE_MAX.toNanos()) {
        course.givenUp("nothing came for " + SILENCE_MAX.toSeconds() + " s");
      }
    }
  }

  private int select(Course course) {
    try {
      return selector.select(key -> proceed(course, key), SILENCE_MAX.toMillis());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void proceed(Course course, SelectionKey key) {
    WireConnection connection = (WireConnection) key.attachment();
    try {
      switch (connection.proceed(arriving)) {
        case NOTHING -> {}
        case OPENED -> course.opened(connection);
        case ANSWERED -> course.answered(connection);
      }
    } catch (IOException failure) {
      fail(course, connection, failure);
    }
  }

  /** One that the server closes while nobody waits fails when it is used again. */
  private static void fail(Course course, WireConnection connection, IOException failure) {
    connection.close();
    if (connection.isWaitedFor()) {
      course.failed(
          connection, failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }
  }

  /** Closes all connections. */
  @Override
  public void close() {
    List.copyOf(selector.keys()).forEach(key -> ((WireConnection) key.attachment()).close());
    try {
      selector.close();
    } catch (IOException gone) {
      // Nothing is left that would need it.
    }
  }
}
