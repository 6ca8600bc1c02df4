package sorrel.platform.http;

/** What body an endpoint takes, and how many bytes of it at most. */
public sealed interface Body {
  /** A JSON document of a person's input is some kilobytes; a list of a thousand names, 100. */
  long JSON_BYTES_MAX = 256 * 1024;

  /** No body is looked at. */
  record None() implements Body {}

  /** {@code application/json}; read before the handler runs, for {@link Call#json}. */
  record Json(long bytesMax) implements Body {}

  /**
   * A picture as the body itself or as the multipart field "file", or a JSON document that names
   * one; read before the handler runs, for {@link Call#upload} or {@link Call#json}.
   */
  record Upload(long bytesMax) implements Body {}

  /**
   * A large body, as itself or as the multipart field "file", that the handler reads as it arrives
   * with {@link Call#stream}; no request timeout, only the connection's idle timeout.
   */
  record Stream(long bytesMax) implements Body {}

  static Body none() {
    return new None();
  }

  static Body json() {
    return new Json(JSON_BYTES_MAX);
  }

  static Body json(long bytesMax) {
    return new Json(bytesMax);
  }

  static Body upload(long bytesMax) {
    return new Upload(bytesMax);
  }

  static Body stream(long bytesMax) {
    return new Stream(bytesMax);
  }
}
