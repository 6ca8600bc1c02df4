package sorrel.inference;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import sorrel.model.domain.ModelSettings;

/**
 * Room in memory for files that are to be kept, from their decoding until they are on disk. Where
 * it is used up, as by thousands of large pictures at once, classifications go on and their
 * pictures are not kept.
 */
public final class PictureRoom {
  private static final int BYTES_PER_PERMIT = 1024;

  private final Semaphore permits;

  /**
   * An empty room.
   *
   * @param bytes of all files in it
   */
  public PictureRoom(long bytes) {
    permits = new Semaphore((int) Math.min(Integer.MAX_VALUE, bytes / BYTES_PER_PERMIT));
  }

  /** Takes a file that its model wants kept, if there is room; to be released. */
  public Optional<PictureFile> take(ModelSettings settings, String format, byte[] file) {
    return settings.storesPictures() && permits.tryAcquire(permits(file))
        ? Optional.of(new PictureFile(format, file))
        : Optional.empty();
  }

  public void release(PictureFile picture) {
    permits.release(permits(picture.bytes()));
  }

  private static int permits(byte[] file) {
    return 1 + file.length / BYTES_PER_PERMIT;
  }
}
