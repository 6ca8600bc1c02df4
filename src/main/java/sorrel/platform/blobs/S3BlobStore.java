package sorrel.platform.blobs;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import sorrel.kernel.Sha256;

/**
 * Blobs as objects of a bucket, {@code name/ab/cdef...} after a prefix, with copies of those that
 * were used last on this machine's disk. What is stored is in the bucket before {@code put}
 * returns.
 */
final class S3BlobStore extends CopiedBlobStore {
  private final String prefix;
  private final Bucket bucket;

  /**
   * A store.
   *
   * @param prefix what its keys begin with, up to the last slash
   */
  S3BlobStore(String name, String prefix, Bucket bucket, LocalCopies copies) {
    super(name, copies);
    this.prefix = prefix;
    this.bucket = bucket;
  }

  @Override
  Sha256 keep(Path file) throws IOException {
    Parts parts = Parts.of(file, bucket.partBytes());
    String key = key(parts.address());
    if (bucket.size(key).orElse(-1) != parts.length()) {
      bucket.put(key, parts);
    }
    copies.keep(name, parts.address(), file);
    return parts.address();
  }

  @Override
  void fetch(Sha256 address, Path file) throws IOException {
    bucket.fetch(key(address), size(address), file);
  }

  @Override
  public byte[] range(Sha256 address, long offset, int length) throws IOException {
    if (length == 0 && offset <= size(address)) {
      return new byte[0];
    }
    Optional<FileChannel> present = copies.present(name, address);
    byte[] part;
    if (present.isPresent()) {
      try (FileChannel channel = present.get()) {
        part = read(channel, offset, length);
      }
    } else {
      part = read(address, offset, length);
    }
    if (part.length != length) {
      throw new EOFException(
          "blob %s has %d bytes, not %d from %d".formatted(address, size(address), length, offset));
    }
    return part;
  }

  private static byte[] read(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(length);
    int read = 0;
    while (part.hasRemaining() && read >= 0) {
      read = channel.read(part, offset + part.position());
    }
    return part.hasRemaining() ? new byte[0] : part.array();
  }

  private byte[] read(Sha256 address, long offset, int length) throws IOException {
    try {
      return bucket.read(key(address), offset, length);
    } catch (NoSuchFileException missing) {
      throw new BlobMissingException(address);
    }
  }

  @Override
  public boolean exists(Sha256 address) throws IOException {
    return bucket.size(key(address)).isPresent();
  }

  @Override
  public long size(Sha256 address) throws IOException {
    return bucket.size(key(address)).orElseThrow(() -> new BlobMissingException(address));
  }

  @Override
  public void delete(Sha256 address) throws IOException {
    bucket.delete(key(address));
    copies.remove(name, address);
  }

  private String key(Sha256 address) {
    return prefix + BlobName.of(address);
  }
}
