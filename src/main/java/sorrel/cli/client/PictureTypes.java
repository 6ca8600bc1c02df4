package sorrel.cli.client;

import java.nio.charset.StandardCharsets;

/** The media type of a picture by its first bytes, whatever its name says. */
public final class PictureTypes {
  /** The server reads the bytes anyway, and says in its own words what it cannot read. */
  private static final String UNRECOGNISED = "image/x-unknown";

  private static final int LONGEST_SIGNATURE = 12;

  private PictureTypes() {}

  public static String of(byte[] picture) {
    String start =
        new String(
            picture, 0, Math.min(LONGEST_SIGNATURE, picture.length), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG")) {
      return "image/png";
    }
    if (start.startsWith("\u00ff\u00d8")) {
      return "image/jpeg";
    }
    if (start.startsWith("GIF8")) {
      return "image/gif";
    }
    if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
      return "image/webp";
    }
    if (start.startsWith("BM")) {
      return "image/bmp";
    }
    if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
      return "image/tiff";
    }
    return UNRECOGNISED;
  }
}
