package sorrel.picture;

import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates and unfilters the rows of a PNG one after another, with a bounded buffer. */
final class PngRows {
  /** Inflated at once, so that a small picture costs one call. */
  private static final int BUFFER_BYTES = 1 << 16;

  private final byte[] file;
  private final List<PngFile.Slice> data;
  private final Inflater inflater;
  private final int pixelBytes;
  private int nextSlice;
  private byte[] buffer = {};
  private byte[] previous = {};
  private int rowBytes;
  private int rowsLeft;
  private int at;
  private int filled;

  /**
   * @param inflater reset and not in use elsewhere
   */
  PngRows(byte[] file, PngFile png, Inflater inflater) {
    this.file = file;
    this.data = png.data();
    this.inflater = inflater;
    this.pixelBytes = Math.max(1, png.samples() * png.depth() / 8);
  }

  /** Starts a pass: the row above its first one is zero. */
  void begin(int bytesOfRow, int rows) {
    rowBytes = bytesOfRow;
    rowsLeft = rows;
    int stride = rowBytes + 1;
    int size =
        (int) Math.min((long) stride * rows, Math.max(stride, BUFFER_BYTES / stride * stride));
    if (buffer.length < size) {
      buffer = new byte[size];
    }
    if (previous.length < rowBytes) {
      previous = new byte[rowBytes];
    } else {
      Arrays.fill(previous, (byte) 0);
    }
    at = 0;
    filled = 0;
  }

  /**
   * The offset in {@link #buffer()} of the next row, unfiltered, valid until the next call.
   *
   * @throws Refusal TRUNCATED when the data end, DAMAGED when they make no sense
   */
  int next() throws Refusal {
    int stride = rowBytes + 1;
    boolean first = at == filled;
    if (first) {
      fill((int) Math.min((long) stride * rowsLeft, buffer.length / stride * (long) stride));
    }
    int row = at + 1;
    if (first) {
      unfilter(buffer[at], row, previous, 0);
    } else {
      unfilter(buffer[at], row, buffer, row - stride);
    }
    at += stride;
    rowsLeft--;
    if (at == filled) {
      System.arraycopy(buffer, row, previous, 0, rowBytes);
    }
    return row;
  }

  byte[] buffer() {
    return buffer;
  }

  /**
   * Reads the check sum behind the last row; a file cut off within it still has all its pixels.
   *
   * @throws Refusal DAMAGED when the sum is wrong
   */
  void finish() throws Refusal {
    byte[] beyond = new byte[1];
    try {
      while (!inflater.finished()) {
        if (inflater.inflate(beyond) > 0 || !feed()) {
          return;
        }
      }
    } catch (DataFormatException damaged) {
      throw new Refusal(Reason.DAMAGED);
    }
  }

  private void fill(int bytes) throws Refusal {
    int got = 0;
    try {
      while (got < bytes) {
        int more = inflater.inflate(buffer, got, bytes - got);
        got += more;
        if (more == 0 && (inflater.finished() || inflater.needsDictionary() || !feed())) {
          throw new Refusal(inflater.needsInput() ? Reason.TRUNCATED : Reason.DAMAGED);
        }
      }
    } catch (DataFormatException damaged) {
      throw new Refusal(Reason.DAMAGED);
    }
    at = 0;
    filled = bytes;
  }

  private boolean feed() {
    if (!inflater.needsInput() || nextSlice >= data.size()) {
      return false;
    }
    PngFile.Slice slice = data.get(nextSlice++);
    inflater.setInput(file, slice.start(), slice.length());
    return true;
  }

  private void unfilter(int filter, int row, byte[] above, int up) throws Refusal {
    byte[] b = buffer;
    int end = row + rowBytes;
    switch (filter) {
      case 0 -> {}
      case 1 -> {
        for (int i = row + pixelBytes; i < end; i++) {
          b[i] += b[i - pixelBytes];
        }
      }
      case 2 -> {
        for (int i = row, j = up; i < end; i++, j++) {
          b[i] += above[j];
        }
      }
      case 3 -> {
        for (int i = row, j = up; i < end; i++, j++) {
          int left = i - row < pixelBytes ? 0 : b[i - pixelBytes] & 0xFF;
          b[i] += (byte) ((left + (above[j] & 0xFF)) >> 1);
        }
      }
      case 4 -> {
        for (int i = row, j = up; i < end; i++, j++) {
          boolean edge = i - row < pixelBytes;
          int left = edge ? 0 : b[i - pixelBytes] & 0xFF;
          int corner = edge ? 0 : above[j - pixelBytes] & 0xFF;
          b[i] += (byte) paeth(left, above[j] & 0xFF, corner);
        }
      }
      default -> throw new Refusal(Reason.DAMAGED);
    }
  }

  private static int paeth(int left, int up, int corner) {
    int toLeft = Math.abs(up - corner);
    int toUp = Math.abs(left - corner);
    int toCorner = Math.abs(left + up - 2 * corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }
}
