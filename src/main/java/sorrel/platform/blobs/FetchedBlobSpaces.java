package sorrel.platform.blobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Stores that are elsewhere, of whose blobs this process keeps copies of those it used last. */
public final class FetchedBlobSpaces implements BlobSpaces {
  private final Path folder;
  private final LocalCopies copies;
  private final BlobSource source;

  private FetchedBlobSpaces(Path folder, LocalCopies copies, BlobSource source) {
    this.folder = folder;
    this.copies = copies;
    this.source = source;
  }

  /**
   * Opens a folder with the copies that an earlier process left in it.
   *
   * @param folder of this process alone; made if need be
   * @param cacheBytes of all copies
   */
  public static FetchedBlobSpaces open(
      Path folder, long cacheBytes, InstantSource clock, BlobSource source) throws IOException {
    return new FetchedBlobSpaces(folder, LocalCopies.open(folder, cacheBytes, clock), source);
  }

  @Override
  public BlobStore of(String name) {
    return new FetchedBlobStore(BlobName.ofStore(name), copies, source);
  }

  /** Removes the copies; what is elsewhere stays. */
  @Override
  public void deleteAll(String name) {
    copies.removeAll(BlobName.ofStore(name));
  }

  @Override
  public long free() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public void close() {
    // Copies do nothing by themselves.
  }
}
