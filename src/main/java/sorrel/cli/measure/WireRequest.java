package sorrel.cli.measure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;

/** A whole HTTP/1.1 request as it is sent, made once and sent many times. */
public final class WireRequest {
  private final byte[] bytes;

  private WireRequest(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A classification of a picture, after which the connection stays open.
   *
   * @param model its id
   */
  public static WireRequest classification(
      URI server, String token, String model, String mediaType, byte[] picture) {
    String head =
        """
        POST /api/v1/models/%s/classifications HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(model, server.getAuthority(), token, mediaType, picture.length);
    byte[] headBytes = head.getBytes(ISO_8859_1);
    byte[] whole = new byte[headBytes.length + picture.length];
    System.arraycopy(headBytes, 0, whole, 0, headBytes.length);
    System.arraycopy(picture, 0, whole, headBytes.length, picture.length);
    return new WireRequest(whole);
  }

  /** Asks for a page that everybody may see. */
  public static WireRequest get(URI server, String path) {
    String head = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, server.getAuthority());
    return new WireRequest(head.getBytes(ISO_8859_1));
  }

  byte[] bytes() {
    return bytes;
  }
}
