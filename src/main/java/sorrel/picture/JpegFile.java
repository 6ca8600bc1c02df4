package sorrel.picture;

/**
 * What the markers of a JPEG file say (ITU-T T.81, annex B), bounds checked, without decoding.
 *
 * @param process the frame's marker, 0xC0 to 0xCF: how its pixels are coded
 * @param components 1 (grey), 3 or 4
 * @param rgbIds whether the components are named R, G and B
 * @param jfif whether the file says that it follows JFIF, hence stores YCbCr
 * @param adobeTransform Adobe's colour transform: 0 none, 1 YCbCr, 2 YCCK; -1 when not stated
 */
record JpegFile(
    int width,
    int height,
    int process,
    int components,
    boolean rgbIds,
    boolean jfif,
    int adobeTransform,
    Orientation orientation) {
  /** A progressive file has about ten scans; a hostile one repeats the work without end. */
  private static final int SCANS_ALWAYS = 20;

  private static final long SCANNED_PIXELS_MAX = 1_000_000_000L;

  /**
   * @throws Refusal TRUNCATED when the end is missing, DAMAGED or TOO_MANY_PIXELS
   */
  static JpegFile parse(byte[] file, PictureLimits limits) throws Refusal {
    return new Walk(file).walk(limits);
  }

  /** Whether the JDK's decoder knows the coding: sequential or progressive, Huffman, 8 bits. */
  boolean usual() {
    return process == 0xC0 || process == 0xC1 || process == 0xC2;
  }

  /** One pass over the markers. */
  private static final class Walk {
    private final byte[] file;
    private int at = 2;
    private int frame = -1;
    private int process;
    private int scans;
    private boolean jfif;
    private int adobeTransform = -1;
    private Orientation orientation = Orientation.UPRIGHT;

    Walk(byte[] file) {
      this.file = file;
    }

    JpegFile walk(PictureLimits limits) throws Refusal {
      int marker = nextMarker();
      while (marker != 0xD9) {
        if (marker < 0xD0 || marker > 0xD8) {
          segment(marker, limits);
        }
        marker = nextMarker();
      }
      if (frame < 0 || scans == 0) {
        throw new Refusal(Reason.DAMAGED);
      }
      int components = file[frame + 5] & 0xFF;
      boolean rgbIds =
          components == 3
              && file[frame + 6] == 'R'
              && file[frame + 9] == 'G'
              && file[frame + 12] == 'B';
      return new JpegFile(
          int16(frame + 3),
          int16(frame + 1),
          process,
          components,
          rgbIds,
          jfif,
          adobeTransform,
          orientation);
    }

    /** The next marker's code; skips what lies before it, be it coded pixels or junk. */
    private int nextMarker() throws Refusal {
      while (at + 1 < file.length) {
        int code = file[at + 1] & 0xFF;
        if (file[at] != (byte) 0xFF || code == 0xFF) {
          at++;
        } else if (code < 0xC0) {
          // A zero belongs to coded pixels, the others are reserved: damage, if anything.
          at += 2;
        } else {
          at += 2;
          return code;
        }
      }
      throw new Refusal(Reason.TRUNCATED);
    }

    private void segment(int marker, PictureLimits limits) throws Refusal {
      if (at + 2 > file.length || at + int16(at) > file.length) {
        // A marker between coded pixels that leads nowhere is a flipped bit, not a missing end.
        throw new Refusal(scans > 0 ? Reason.DAMAGED : Reason.TRUNCATED);
      }
      int length = int16(at);
      if (length < 2) {
        throw new Refusal(Reason.DAMAGED);
      }
      int content = at + 2;
      int end = at + length;
      boolean startsFrame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (startsFrame) {
        startFrame(marker, content, length - 2, limits);
      } else if (marker == 0xDA) {
        startScan();
      } else if (marker == 0xE0 && holds(content, end, "JFIF\0")) {
        jfif = true;
      } else if (marker == 0xE1 && holds(content, end, "Exif\0")) {
        if (orientation == Orientation.UPRIGHT) {
          orientation = Exif.orientation(file, content + 6, end);
        }
      } else if (marker == 0xEE && length >= 14 && holds(content, end, "Adobe")) {
        adobeTransform = file[content + 11] & 0xFF;
      }
      at = end;
    }

    private void startFrame(int marker, int content, int length, PictureLimits limits)
        throws Refusal {
      if (frame >= 0 || length < 6 || length < 6 + 3 * (file[content + 5] & 0xFF)) {
        throw new Refusal(Reason.DAMAGED);
      }
      frame = content;
      process = marker;
      limits.check(int16(content + 3), int16(content + 1));
    }

    private void startScan() throws Refusal {
      scans++;
      if (frame < 0) {
        throw new Refusal(Reason.DAMAGED);
      }
      long pixels = (long) int16(frame + 1) * int16(frame + 3);
      if (scans > SCANS_ALWAYS && scans * pixels > SCANNED_PIXELS_MAX) {
        throw new Refusal(Reason.DAMAGED);
      }
    }

    private boolean holds(int start, int end, String text) {
      if (end - start < text.length()) {
        return false;
      }
      for (int i = 0; i < text.length(); i++) {
        if (file[start + i] != text.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    private int int16(int offset) {
      return (file[offset] & 0xFF) << 8 | (file[offset + 1] & 0xFF);
    }
  }
}
