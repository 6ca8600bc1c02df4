package sorrel.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Set;

/** Tells a file's format by its first bytes. */
final class Signature {
  /** Brands of the ISO media container that hold HEVC pictures. */
  private static final Set<String> HEIF =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "miaf");

  private Signature() {}

  /**
   * @throws Refusal EMPTY, UNSUPPORTED_FORMAT with the format's name, or NOT_A_PICTURE
   */
  static PictureFormat of(byte[] file) throws Refusal {
    if (file.length == 0) {
      throw new Refusal(Reason.EMPTY);
    }
    // Latin-1 keeps every byte as one character, so that prefixes can be read as text.
    String head = new String(file, 0, Math.min(file.length, 32), ISO_8859_1);
    if (head.startsWith("\u00FF\u00D8\u00FF")) {
      return PictureFormat.JPEG;
    }
    if (head.startsWith("\u0089PNG\r\n\u001A\n")) {
      return PictureFormat.PNG;
    }
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return PictureFormat.GIF;
    }
    if (head.startsWith("BM") && file.length > 14) {
      return PictureFormat.BMP;
    }
    if (head.startsWith("II*\0")
        || head.startsWith("MM\0*")
        || head.startsWith("II+\0")
        || head.startsWith("MM\0+")) {
      return PictureFormat.TIFF;
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return PictureFormat.WEBP;
    }
    if (head.startsWith("8BPS")) {
      return PictureFormat.PSD;
    }
    throw foreign(head);
  }

  private static Refusal foreign(String head) {
    String brand = head.startsWith("ftyp", 4) && head.length() >= 12 ? head.substring(8, 12) : "";
    if (brand.startsWith("avi")) {
      return unsupported("an AVIF picture");
    }
    if (HEIF.contains(brand)) {
      return unsupported("a HEIF picture");
    }
    if (!brand.isEmpty()) {
      return new Refusal(
          Reason.UNSUPPORTED_FORMAT,
          "This is a video, not a picture. Save single pictures of it as JPEG or PNG.");
    }
    if (head.startsWith("\0\0\0\fjP  ") || head.startsWith("\u00FFO\u00FFQ")) {
      return unsupported("a JPEG 2000 picture");
    }
    if (head.startsWith("\0\0\0\fJXL ") || head.startsWith("\u00FF\n")) {
      return unsupported("a JPEG XL picture");
    }
    if (head.startsWith("\0\0\1\0") || head.startsWith("\0\0\2\0")) {
      return unsupported("an icon (ICO)");
    }
    if (head.startsWith("%PDF")) {
      return unsupported("a PDF document");
    }
    return new Refusal(Reason.NOT_A_PICTURE);
  }

  private static Refusal unsupported(String kind) {
    return new Refusal(
        Reason.UNSUPPORTED_FORMAT,
        "This is " + kind + ", which Sorrel cannot read yet. Save it as JPEG or PNG.");
  }
}
