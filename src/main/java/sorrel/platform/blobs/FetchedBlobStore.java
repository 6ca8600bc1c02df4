package sorrel.platform.blobs;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import sorrel.kernel.Sha256;

/** Blobs of a store elsewhere, each fetched whole when it is first needed. */
final class FetchedBlobStore extends CopiedBlobStore {
  private final BlobSource source;

  FetchedBlobStore(String name, LocalCopies copies, BlobSource source) {
    super(name, copies);
    this.source = source;
  }

  @Override
  Sha256 keep(Path file) throws IOException {
    Sha256 address = TemporaryFiles.hash(file);
    source.send(name, address, file);
    copies.keep(name, address, file);
    return address;
  }

  @Override
  void fetch(Sha256 address, Path file) throws IOException {
    source.fetch(name, address, file);
  }

  @Override
  public byte[] range(Sha256 address, long offset, int length) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(length);
    try (FileChannel channel = channel(address)) {
      while (part.hasRemaining()) {
        if (channel.read(part, offset + part.position()) < 0) {
          throw new EOFException(
              "blob %s ends before %d from %d".formatted(address, length, offset));
        }
      }
    }
    return part.array();
  }

  @Override
  public boolean exists(Sha256 address) throws IOException {
    try (FileChannel _ = channel(address)) {
      return true;
    } catch (BlobMissingException missing) {
      return false;
    }
  }

  @Override
  public long size(Sha256 address) throws IOException {
    try (FileChannel channel = channel(address)) {
      return channel.size();
    }
  }

  /** Removes the copy; what is elsewhere stays. */
  @Override
  public void delete(Sha256 address) throws IOException {
    copies.remove(name, address);
  }
}
