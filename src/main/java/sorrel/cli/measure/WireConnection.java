package sorrel.cli.measure;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One of many connections that a thread works: sends a request, reads an answer, never waits. */
final class WireConnection {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SelectionKey key;
  private final WireAnswer answer = new WireAnswer();
  private ByteBuffer unsent = NOTHING;
  private boolean waitedFor = true;
  private long sentNanos;

  /** One that is not opened yet, and that the selector will look after. */
  WireConnection(Selector selector) throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = channel.register(selector, 0, this);
  }

  /** What happened to a connection when it was looked at. */
  enum Event {
    NOTHING,
    OPENED,
    ANSWERED
  }

  /** Begins to open it; true if that was done at once, as it may be within a machine. */
  boolean connect(InetSocketAddress server) throws IOException {
    boolean open = channel.connect(server);
    waitedFor = !open;
    key.interestOps(open ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
    return open;
  }

  /** Whether it is being opened, or has been sent a request that is not answered yet. */
  boolean isWaitedFor() {
    return waitedFor;
  }

  /** When the last request was sent, by {@link System#nanoTime}. */
  long sentNanos() {
    return sentNanos;
  }

  /** Of the last answer, which is complete. */
  int status() {
    return answer.status();
  }

  /** Sends a request; the answer to the one before has been read. */
  void send(WireRequest request) throws IOException {
    answer.clear();
    unsent = ByteBuffer.wrap(request.bytes());
    waitedFor = true;
    sentNanos = System.nanoTime();
    channel.write(unsent);
    if (unsent.hasRemaining()) {
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  /**
   * Does what can be done now.
   *
   * @param room for what arrives; its content does not matter
   */
  Event proceed(ByteBuffer room) throws IOException {
    if (key.isConnectable()) {
      channel.finishConnect();
      waitedFor = false;
      key.interestOps(SelectionKey.OP_READ);
      return Event.OPENED;
    }
    if (key.isWritable()) {
      channel.write(unsent);
      if (!unsent.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ);
      }
    }
    return key.isReadable() && read(room) ? Event.ANSWERED : Event.NOTHING;
  }

  private boolean read(ByteBuffer room) throws IOException {
    room.clear();
    if (channel.read(room) < 0) {
      throw new EOFException("the connection was closed before the answer");
    }
    boolean whole = answer.take(room.flip());
    waitedFor = !whole;
    return whole;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      // It is not used any more, whichever side closed it.
    }
  }
}
