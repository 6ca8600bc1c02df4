package sorrel.picture;

/** The chunks of a WebP file that matter here: where it ends, and its EXIF. */
final class WebpFile {
  private static final int HEADER_BYTES = 12;

  private WebpFile() {}

  /**
   * @throws Refusal TRUNCATED when the file is shorter than it says
   */
  static Orientation orientation(byte[] file) throws Refusal {
    if (file.length < HEADER_BYTES + 8 || int32(file, 4) + 8L > file.length) {
      throw new Refusal(Reason.TRUNCATED);
    }
    long at = HEADER_BYTES;
    while (at + 8 <= file.length) {
      long length = int32(file, (int) at + 4);
      int content = (int) at + 8;
      if (isExif(file, (int) at)) {
        long end = Math.min(file.length, content + length);
        // Some writers keep JPEG's prefix "Exif", two zeros, before the TIFF header.
        int prefix = content + 6 <= end && file[content] == 'E' ? 6 : 0;
        return Exif.orientation(file, content + prefix, (int) end);
      }
      at = content + length + (length & 1);
    }
    return Orientation.UPRIGHT;
  }

  private static boolean isExif(byte[] file, int at) {
    return file[at] == 'E' && file[at + 1] == 'X' && file[at + 2] == 'I' && file[at + 3] == 'F';
  }

  private static long int32(byte[] file, int at) {
    return (file[at] & 0xFFL)
        | (file[at + 1] & 0xFFL) << 8
        | (file[at + 2] & 0xFFL) << 16
        | (file[at + 3] & 0xFFL) << 24;
  }
}
