package sorrel.platform.blobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bucket with the blobs of each store under its name, and a folder with copies of what this node
 * used last. Once an hour it drops the copies of stores that another node has deleted, and uploads
 * that a process began and never ended.
 */
final class S3BlobSpaces implements BlobSpaces {
  private static final Logger LOG = LoggerFactory.getLogger(S3BlobSpaces.class);

  /** A store that was deleted on another node is gone from this one after so long. */
  private static final Duration UPKEEP = Duration.ofHours(1);

  private final Bucket bucket;
  private final String prefix;
  private final Path folder;
  private final LocalCopies copies;
  private final ScheduledExecutorService upkeep =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("blob-upkeep").daemon().factory());

  /**
   * Stores in a bucket.
   *
   * @param prefix what all keys begin with; empty, or with a slash at its end
   * @param folder for copies; made if need be
   * @param cacheBytes of all copies
   */
  S3BlobSpaces(Bucket bucket, String prefix, Path folder, long cacheBytes, InstantSource clock)
      throws IOException {
    this.bucket = bucket;
    this.prefix = prefix;
    this.folder = folder;
    this.copies = LocalCopies.open(folder, cacheBytes, clock);
  }

  /** From now on looks after itself. */
  void start() {
    var _ = upkeep.scheduleWithFixedDelay(this::tidy, 0, UPKEEP.toSeconds(), TimeUnit.SECONDS);
  }

  private void tidy() {
    try {
      tidy(Instant.now().minus(TemporaryFiles.FORGOTTEN));
    } catch (IOException | RuntimeException failure) {
      LOG.warn("the copies of blobs were not tidied: {}", failure.getMessage());
    }
  }

  /** Drops what is of no use any more, and uploads that were begun before a moment. */
  void tidy(Instant before) throws IOException {
    for (String store : copies.stores()) {
      if (!bucket.any(key(store))) {
        copies.removeAll(store);
      }
    }
    copies.shrink();
    bucket.abandon(prefix, before);
  }

  @Override
  public BlobStore of(String name) {
    return new S3BlobStore(BlobName.ofStore(name), key(name), bucket, copies);
  }

  @Override
  public void deleteAll(String name) throws IOException {
    bucket.deleteAll(key(BlobName.ofStore(name)));
    copies.removeAll(name);
  }

  private String key(String name) {
    return prefix + name + "/";
  }

  @Override
  public long free() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public void close() {
    upkeep.shutdownNow();
    bucket.close();
  }
}
