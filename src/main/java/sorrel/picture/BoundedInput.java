package sorrel.picture;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file in memory for ImageIO's readers, which stops one that reads without end: a hostile file
 * can send a reader around a circle of offsets.
 */
final class BoundedInput extends ImageInputStreamImpl {
  /** Honest readers read a file once or twice, and some bytes of its header several times. */
  private static final long ROUNDS_MAX = 16;

  private static final long CALLS_FLOOR = 1 << 20;

  private final byte[] file;
  private long budget;

  BoundedInput(byte[] file) {
    this.file = file;
    this.budget = file.length * ROUNDS_MAX + CALLS_FLOOR;
  }

  @Override
  public int read() throws IOException {
    spend(1);
    bitOffset = 0;
    return streamPos < file.length ? file[(int) streamPos++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    int got = (int) Math.min(length, file.length - streamPos);
    spend(Math.max(1, got));
    if (got <= 0) {
      return -1;
    }
    System.arraycopy(file, (int) streamPos, into, offset, got);
    streamPos += got;
    return got;
  }

  @Override
  public long length() {
    return file.length;
  }

  private void spend(int cost) throws IOException {
    budget -= cost;
    if (budget < 0) {
      throw new IOException("read over and over");
    }
  }
}
