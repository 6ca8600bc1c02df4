package sorrel.picture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing Sorrel wants of EXIF: the orientation in the first directory. */
final class Exif {
  private static final int ORIENTATION_TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private Exif() {}

  /**
   * The orientation that a TIFF structure states; upright when it states none or is damaged, as a
   * picture with broken metadata is still a picture.
   *
   * @param bytes a file or a part of one
   * @param start where the TIFF header ("II*" or "MM*") begins
   * @param end the first byte beyond it
   */
  static Orientation orientation(byte[] bytes, int start, int end) {
    if (start < 0 || end > bytes.length || end - start < 14) {
      return Orientation.UPRIGHT;
    }
    ByteBuffer tiff = ByteBuffer.wrap(bytes, start, end - start).slice();
    try {
      return Orientation.of(value(tiff));
    } catch (BufferUnderflowException | IndexOutOfBoundsException damaged) {
      return Orientation.UPRIGHT;
    }
  }

  private static int value(ByteBuffer tiff) {
    int mark = tiff.getShort(0);
    if (mark == 0x4949) {
      tiff.order(ByteOrder.LITTLE_ENDIAN);
    } else if (mark != 0x4D4D) {
      return 0;
    }
    if (tiff.getShort(2) != 42) {
      return 0;
    }
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xFFFF;
    for (int entry = 0; entry < entries; entry++) {
      int at = directory + 2 + entry * 12;
      if ((tiff.getShort(at) & 0xFFFF) == ORIENTATION_TAG) {
        return switch (tiff.getShort(at + 2)) {
          case SHORT -> tiff.getShort(at + 8);
          case LONG -> tiff.getInt(at + 8);
          default -> 0;
        };
      }
    }
    return 0;
  }
}
