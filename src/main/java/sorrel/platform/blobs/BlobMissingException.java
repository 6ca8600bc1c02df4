package sorrel.platform.blobs;

import java.io.IOException;
import sorrel.kernel.Sha256;

/** A blob was asked for that is not in the store. */
public final class BlobMissingException extends IOException {
  private static final long serialVersionUID = 1L;

  public BlobMissingException(Sha256 address) {
    super("no blob " + address);
  }
}
