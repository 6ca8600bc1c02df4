package sorrel.platform.blobs;

import java.io.IOException;

/**
 * Blob stores by name, apart from each other, so that all that belongs together can be removed at
 * once. All calls block and may be made from several threads.
 */
public interface BlobSpaces extends AutoCloseable {
  /**
   * The store of a name, made if need be.
   *
   * @param name letters, digits and hyphens
   */
  BlobStore of(String name) throws IOException;

  /** Removes a store with all its blobs; nothing if there is none. May be repeated. */
  void deleteAll(String name) throws IOException;

  /** Bytes of room on the disk that everything is written to first; a bucket itself has no end. */
  long free() throws IOException;

  /** Ends what goes on by itself; blobs stay. */
  @Override
  void close();
}
