package sorrel.picture;

/** The picture formats that Sorrel reads, known by content and never by a file's name. */
public enum PictureFormat {
  JPEG,
  PNG,
  GIF,
  BMP,
  TIFF,
  WEBP,
  PSD
}
