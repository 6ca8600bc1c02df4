package sorrel.cli.measure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A connection that is opened long before its one request is sent, which no HTTP client offers: so
 * a burst measures answers and not the opening of connections.
 */
final class RawConnection implements AutoCloseable {
  private static final int CONNECT_MS_MAX = 30_000;
  private static final int ANSWER_MS_MAX = 120_000;
  private static final String LENGTH = "content-length:";

  private final Socket socket;

  private RawConnection(Socket socket) {
    this.socket = socket;
  }

  /** Opens one to an {@code http} address. */
  static RawConnection open(URI server) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(ANSWER_MS_MAX);
      int port = server.getPort() < 0 ? 80 : server.getPort();
      socket.connect(new InetSocketAddress(server.getHost(), port), CONNECT_MS_MAX);
      return new RawConnection(socket);
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }

  /** Sends a whole request and reads the whole answer, of which the status is given. */
  int exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String first = line(in);
    String[] words = first.split(" ", 3);
    if (words.length < 2) {
      throw new IOException("not an HTTP answer: " + first);
    }
    long length = -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Long.parseLong(header.substring(LENGTH.length()).trim());
      }
    }
    if (length >= 0) {
      in.skipNBytes(length);
    } else {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Integer.parseInt(words[1]);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed before the answer");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  /** A request's bytes, after which the server closes the connection. */
  static byte[] post(URI server, String path, String token, String mediaType, byte[] body) {
    String head =
        """
        POST %s HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        Connection: close\r
        \r
        """
            .formatted(path, server.getAuthority(), token, mediaType, body.length);
    byte[] headBytes = head.getBytes(ISO_8859_1);
    byte[] whole = new byte[headBytes.length + body.length];
    System.arraycopy(headBytes, 0, whole, 0, headBytes.length);
    System.arraycopy(body, 0, whole, headBytes.length, body.length);
    return whole;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
