package sorrel.platform.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;

/**
 * A name server that knows one address, which all names have (RFC 1035, section 4); it has none of
 * the sixth version.
 */
final class NameServer implements AutoCloseable {
  private static final int HEADER_BYTES = 12;
  private static final int ANSWERED = 0x8180;
  private static final int TYPE_A = 1;
  private static final int SECONDS = 5;

  /** Of the name in the question, which begins after the header. */
  private static final int POINTER = 0xC000 | HEADER_BYTES;

  private final DatagramSocket socket;
  private final InetAddress address;

  NameServer(InetAddress address) throws IOException {
    this.address = address;
    this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("name-server").start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    byte[] buffer = new byte[512];
    while (!socket.isClosed()) {
      try {
        DatagramPacket asked = new DatagramPacket(buffer, buffer.length);
        socket.receive(asked);
        byte[] answer = answer(ByteBuffer.wrap(buffer, 0, asked.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
      } catch (SocketException closed) {
        return;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private byte[] answer(ByteBuffer asked) {
    short id = asked.getShort();
    asked.position(HEADER_BYTES);
    ByteArrayOutputStream question = new ByteArrayOutputStream();
    int length;
    do {
      length = asked.get();
      question.write(length);
      for (int i = 0; i < length; i++) {
        question.write(asked.get());
      }
    } while (length > 0);
    short type = asked.getShort();
    short kind = asked.getShort();
    int answers = type == TYPE_A ? 1 : 0;
    ByteBuffer out = ByteBuffer.allocate(512);
    out.putShort(id).putShort((short) ANSWERED).putShort((short) 1).putShort((short) answers);
    out.putInt(0).put(question.toByteArray()).putShort(type).putShort(kind);
    if (answers > 0) {
      byte[] bytes = address.getAddress();
      out.putShort((short) POINTER).putShort(type).putShort(kind).putInt(SECONDS);
      out.putShort((short) bytes.length).put(bytes);
    }
    out.flip();
    byte[] answer = new byte[out.remaining()];
    out.get(answer);
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}
