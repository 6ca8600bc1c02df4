package sorrel.picture;

/** The blocks of a GIF file up to the end of its first picture. */
final class GifFile {
  private static final int HEADER_BYTES = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2C;

  /** Entries of LZW's table. */
  private static final int CODES_MAX = 4096;

  private GifFile() {}

  /**
   * Sees that the first picture is there to its end, and is no larger than its codes can make.
   *
   * @throws Refusal TRUNCATED when not, DAMAGED when there is none
   */
  static void check(byte[] file) throws Refusal {
    int at = HEADER_BYTES;
    if (file.length > 10) {
      at += colours(file[10]);
    }
    while (at < file.length) {
      int block = file[at] & 0xFF;
      if (block == IMAGE && at + 10 < file.length) {
        // Descriptor, own colours, the smallest code's size, then the blocks.
        int data = at + 10 + colours(file[at + 9]) + 1;
        long pixels = (long) int16(file, at + 5) * int16(file, at + 7);
        if (pixels > pixelsMax(skipBlocks(file, data) - data)) {
          throw new Refusal(Reason.TRUNCATED);
        }
        return;
      }
      if (block != EXTENSION) {
        throw new Refusal(Reason.DAMAGED);
      }
      at = skipBlocks(file, at + 2);
    }
    throw new Refusal(Reason.TRUNCATED);
  }

  /** A code has three bits or more, and each stands for one pixel more than any before it. */
  private static long pixelsMax(int bytes) {
    long codes = bytes * 8L / 3;
    return codes * Math.min(codes, CODES_MAX);
  }

  private static int int16(byte[] file, int at) {
    return (file[at] & 0xFF) | (file[at + 1] & 0xFF) << 8;
  }

  private static int colours(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static int skipBlocks(byte[] file, int start) throws Refusal {
    int at = start;
    while (at < file.length) {
      int length = file[at] & 0xFF;
      at += length + 1;
      if (length == 0) {
        return at;
      }
    }
    throw new Refusal(Reason.TRUNCATED);
  }
}
