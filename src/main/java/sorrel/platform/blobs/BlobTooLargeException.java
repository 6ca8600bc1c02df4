package sorrel.platform.blobs;

import java.io.IOException;

/** A stream was longer than what may be stored; nothing of it was kept. */
public final class BlobTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long bytesMax;

  public BlobTooLargeException(long bytesMax) {
    super("more than " + bytesMax + " bytes");
    this.bytesMax = bytesMax;
  }

  /** The longest stream that would have been taken. */
  public long bytesMax() {
    return bytesMax;
  }
}
