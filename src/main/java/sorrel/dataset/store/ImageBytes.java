package sorrel.dataset.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import sorrel.dataset.domain.PackSlice;
import sorrel.kernel.Sha256;
import sorrel.platform.blobs.BlobStore;

/**
 * Reads the bytes of one model's images, with the packs that were read last kept open. May be used
 * by several threads, until it is closed.
 */
public final class ImageBytes implements AutoCloseable {
  /** Images come mostly pack by pack; threads read a little ahead of each other. */
  private static final int OPEN_MAX = 8;

  private final BlobStore blobs;
  private final Map<Sha256, FileChannel> open = new LinkedHashMap<>(OPEN_MAX * 2, 0.75f, true);

  public ImageBytes(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * The bytes of an image's file.
   *
   * @throws UncheckedIOException if they are not there, or the disk fails
   */
  public byte[] read(PackSlice slice) {
    ByteBuffer bytes = ByteBuffer.allocate(slice.length());
    try {
      synchronized (open) {
        FileChannel pack = pack(slice.pack());
        while (bytes.hasRemaining()) {
          if (pack.read(bytes, slice.offset() + bytes.position()) < 0) {
            throw new EOFException("pack " + slice.pack() + " ends before " + slice);
          }
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.array();
  }

  private FileChannel pack(Sha256 address) throws IOException {
    FileChannel known = open.get(address);
    if (known != null) {
      return known;
    }
    if (open.size() >= OPEN_MAX) {
      Map.Entry<Sha256, FileChannel> eldest = open.entrySet().iterator().next();
      open.remove(eldest.getKey());
      eldest.getValue().close();
    }
    FileChannel opened = blobs.channel(address);
    open.put(address, opened);
    return opened;
  }

  @Override
  public void close() {
    synchronized (open) {
      for (FileChannel pack : open.values()) {
        try {
          pack.close();
        } catch (IOException ignored) {
          // It was read only: nothing is lost.
        }
      }
      open.clear();
    }
  }
}
