package sorrel.platform.http;

import akka.util.ByteString;
import java.util.Optional;

/**
 * A file that arrived whole.
 *
 * @param mediaType as the sender says, such as {@code image/png}; not to be trusted
 * @param fileName as the sender says; not to be used as a path
 */
public record Upload(String mediaType, Optional<String> fileName, ByteString content) {
  /** The file's bytes; not to be changed. */
  public byte[] bytes() {
    return content.toArrayUnsafe();
  }
}
