package sorrel.cli.measure;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An HTTP/1.1 answer that arrives in pieces, of which the status is wanted: the head is read to its
 * empty line, the body is counted. Bodies in chunks are not read: no classification has one.
 */
final class WireAnswer {
  private static final int HEAD_BYTES_MAX = 16 * 1024;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int STATUS_DIGITS = 3;
  private static final String LENGTH = "\r\ncontent-length:";

  private final StringBuilder head = new StringBuilder();
  private boolean headRead;
  private int status;
  private long missing;

  /**
   * Takes what has arrived.
   *
   * @return whether the answer is complete
   * @throws IOException if that is no answer that can be read
   */
  boolean take(ByteBuffer arrived) throws IOException {
    while (!headRead && arrived.hasRemaining()) {
      head.append((char) (arrived.get() & 0xff));
      if (endsWithEmptyLine()) {
        read(head.toString());
      } else if (head.length() > HEAD_BYTES_MAX) {
        throw new IOException("the head of the answer has no end");
      }
    }
    int ofBody = (int) Math.min(missing, arrived.remaining());
    arrived.position(arrived.position() + ofBody);
    missing -= ofBody;
    return headRead && missing == 0;
  }

  /** Of a complete answer. */
  int status() {
    return status;
  }

  /** Makes it ready for the next answer on the same connection. */
  void clear() {
    head.setLength(0);
    headRead = false;
    missing = 0;
  }

  private boolean endsWithEmptyLine() {
    int end = head.length();
    return end >= 4
        && head.charAt(end - 1) == '\n'
        && head.charAt(end - 2) == '\r'
        && head.charAt(end - 3) == '\n'
        && head.charAt(end - 4) == '\r';
  }

  private void read(String text) throws IOException {
    headRead = true;
    try {
      status = Integer.parseInt(text, STATUS_AT, STATUS_AT + STATUS_DIGITS, 10);
      missing = length(text);
    } catch (NumberFormatException | IndexOutOfBoundsException malformed) {
      throw new IOException("not an HTTP answer: " + text.lines().findFirst().orElse(""));
    }
  }

  private static long length(String text) throws IOException {
    for (int at = text.indexOf("\r\n"); at >= 0; at = text.indexOf("\r\n", at + 1)) {
      if (text.regionMatches(true, at, LENGTH, 0, LENGTH.length())) {
        int from = at + LENGTH.length();
        return Long.parseLong(text.substring(from, text.indexOf("\r\n", from)).trim());
      }
    }
    throw new IOException("an answer that does not say how long it is");
  }
}
