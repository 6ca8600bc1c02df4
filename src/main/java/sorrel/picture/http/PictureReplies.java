package sorrel.picture.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import sorrel.platform.http.Reply;

/** Pictures as answers. Whatever is in the file, a browser shows it as a picture at most. */
public final class PictureReplies {
  private PictureReplies() {}

  /**
   * A picture's file, which never changes under its address.
   *
   * @param format in lower case, such as {@code jpeg}
   */
  public static Reply of(String format, byte[] file) {
    return Reply.bytes(mediaType(format), file)
        .immutable()
        .with("Content-Security-Policy", "default-src 'none'; sandbox");
  }

  private static ContentType mediaType(String format) {
    return ContentTypes.parse(
        switch (format) {
          case "jpeg", "png", "gif", "bmp", "tiff", "webp" -> "image/" + format;
          case "psd" -> "image/vnd.adobe.photoshop";
          default -> "application/octet-stream";
        });
  }
}
