package sorrel.dataset.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The extra fields of a zip's entry: pieces with a number and a length. */
final class ZipExtras {
  private ZipExtras() {}

  /** The content of the field of that number, little-endian; empty without one. */
  static ByteBuffer find(ByteBuffer extra, int number) {
    int at = 0;
    while (at + 4 <= extra.limit()) {
      int found = extra.getShort(at) & 0xFFFF;
      int length = extra.getShort(at + 2) & 0xFFFF;
      if (at + 4 + length > extra.limit()) {
        break;
      }
      if (found == number) {
        return extra.slice(at + 4, length).order(ByteOrder.LITTLE_ENDIAN);
      }
      at += 4 + length;
    }
    return ByteBuffer.allocate(0);
  }
}
