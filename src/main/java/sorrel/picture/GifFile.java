package sorrel.picture;

/** The blocks of a GIF file up to the end of its first picture. */
final class GifFile {
  private static final int HEADER_BYTES = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2C;

  private GifFile() {}

  /**
   * Sees that the first picture is there to its end.
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
        skipBlocks(file, at + 10 + colours(file[at + 9]) + 1);
        return;
      }
      if (block != EXTENSION) {
        throw new Refusal(Reason.DAMAGED);
      }
      at = skipBlocks(file, at + 2);
    }
    throw new Refusal(Reason.TRUNCATED);
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
