package sorrel.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file that matter here, bounds checked (W3C, Portable Network Graphics, third
 * edition). Of an animation it is the default image.
 *
 * @param depth bits of a sample: 1, 2, 4, 8 or 16
 * @param colour one of the constants of this record
 * @param palette red, green, blue of each entry; empty without a palette
 * @param transparency the content of {@code tRNS}; empty without one
 * @param data the compressed pixels, in order
 */
record PngFile(
    int width,
    int height,
    int depth,
    int colour,
    boolean interlaced,
    Orientation orientation,
    Slice palette,
    Slice transparency,
    List<Slice> data) {
  /** Where the content of a chunk lies in the file. */
  record Slice(int start, int length) {}

  static final int GREY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGBA = 6;

  private static final int SIGNATURE_BYTES = 8;
  private static final int HEADER_BYTES = 13;
  private static final Slice NONE = new Slice(0, 0);

  /**
   * @throws Refusal TRUNCATED, DAMAGED or TOO_MANY_PIXELS
   */
  static PngFile parse(byte[] file, PictureLimits limits) throws Refusal {
    int header = SIGNATURE_BYTES + 8;
    if (file.length < header + HEADER_BYTES + 4) {
      throw new Refusal(Reason.TRUNCATED);
    }
    if (int32(file, SIGNATURE_BYTES) != HEADER_BYTES
        || type(file, SIGNATURE_BYTES) != name('I', 'H', 'D', 'R')) {
      throw new Refusal(Reason.DAMAGED);
    }
    checkSum(file, SIGNATURE_BYTES, HEADER_BYTES);
    int width = int32(file, header);
    int height = int32(file, header + 4);
    limits.check(Integer.toUnsignedLong(width), Integer.toUnsignedLong(height));
    int depth = file[header + 8];
    int colour = file[header + 9];
    checkKind(depth, colour, file[header + 10], file[header + 11], file[header + 12]);
    boolean interlaced = file[header + 12] == 1;

    Orientation orientation = Orientation.UPRIGHT;
    Slice palette = NONE;
    Slice transparency = NONE;
    List<Slice> data = new ArrayList<>(1);
    int at = header + HEADER_BYTES + 4;
    boolean ended = false;
    while (!ended && at + 8 <= file.length) {
      int start = at + 8;
      int stated = int32(file, at);
      if (stated < 0) {
        throw new Refusal(Reason.DAMAGED);
      }
      // A last chunk that is cut off may still hold every pixel; the decoder finds out.
      int length = Math.min(stated, file.length - start);
      int type = type(file, at);
      if (type == name('I', 'D', 'A', 'T')) {
        data.add(new Slice(start, length));
      } else if (type == name('P', 'L', 'T', 'E') && length == stated && data.isEmpty()) {
        checkSum(file, at, length);
        palette = new Slice(start, length);
      } else if (type == name('t', 'R', 'N', 'S') && data.isEmpty()) {
        transparency = new Slice(start, length);
      } else if (type == name('e', 'X', 'I', 'f')) {
        orientation = Exif.orientation(file, start, start + length);
      }
      ended = type == name('I', 'E', 'N', 'D') || length < stated;
      at = start + length + 4;
    }
    if (data.isEmpty()) {
      throw new Refusal(ended ? Reason.DAMAGED : Reason.TRUNCATED);
    }
    if (colour == PALETTE && (palette.length() < 3 || palette.length() % 3 != 0)) {
      throw new Refusal(Reason.DAMAGED);
    }
    return new PngFile(
        width, height, depth, colour, interlaced, orientation, palette, transparency, data);
  }

  /** Samples of a pixel as stored. */
  int samples() {
    return switch (colour) {
      case RGB -> 3;
      case GREY_ALPHA -> 2;
      case RGBA -> 4;
      default -> 1;
    };
  }

  /** Bytes of a row of {@code columns} pixels, without the filter's byte. */
  int rowBytes(int columns) {
    return (int) (((long) columns * samples() * depth + 7) / 8);
  }

  private static void checkKind(int depth, int colour, int packing, int filter, int interlacing)
      throws Refusal {
    boolean known =
        switch (colour) {
          case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case RGB, GREY_ALPHA, RGBA -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known || packing != 0 || filter != 0 || interlacing < 0 || interlacing > 1) {
      throw new Refusal(Reason.DAMAGED);
    }
  }

  /** A wrong header or palette shows nonsense; pixels have a check of their own in zlib. */
  private static void checkSum(byte[] file, int chunk, int length) throws Refusal {
    if (chunk + 8 + length + 4 > file.length) {
      throw new Refusal(Reason.TRUNCATED);
    }
    CRC32 crc = new CRC32();
    crc.update(file, chunk + 4, length + 4);
    if ((int) crc.getValue() != int32(file, chunk + 8 + length)) {
      throw new Refusal(Reason.DAMAGED);
    }
  }

  private static int type(byte[] file, int chunk) {
    return int32(file, chunk + 4);
  }

  private static int name(char a, char b, char c, char d) {
    return a << 24 | b << 16 | c << 8 | d;
  }

  private static int int32(byte[] file, int at) {
    return (file[at] & 0xFF) << 24
        | (file[at + 1] & 0xFF) << 16
        | (file[at + 2] & 0xFF) << 8
        | (file[at + 3] & 0xFF);
  }
}
