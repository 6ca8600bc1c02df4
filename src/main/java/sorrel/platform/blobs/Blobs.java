package sorrel.platform.blobs;

import java.io.IOException;
import java.nio.file.Path;
import sorrel.platform.config.BlobSettings;

/** Opens blobs where the settings say. */
public final class Blobs {
  private Blobs() {}

  /**
   * Opens all stores.
   *
   * @param cache a folder of this process, for copies of what is kept elsewhere
   * @throws BlobsException if they cannot be kept there, with what to do
   */
  public static BlobSpaces open(BlobSettings settings, Path cache) {
    try {
      return switch (settings) {
        case BlobSettings.Folder kept -> new FolderBlobSpaces(kept.folder());
        case BlobSettings.Bucket kept -> BucketOpening.open(kept, cache);
      };
    } catch (IOException failure) {
      throw new BlobsException("Blobs cannot be kept: " + line(failure), failure);
    }
  }

  /** What a failure says, on one line. */
  static String line(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
  }
}
