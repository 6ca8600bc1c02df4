package sorrel.platform.blobs;

/** Blobs cannot be kept where the settings say; the message is for who starts the program. */
public final class BlobsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BlobsException(String message, Throwable cause) {
    super(message, cause);
  }
}
