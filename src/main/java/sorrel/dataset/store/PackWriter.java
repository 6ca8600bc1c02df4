package sorrel.dataset.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import sorrel.kernel.Sha256;
import sorrel.kernel.UuidV7;
import sorrel.platform.blobs.BlobStore;

/**
 * Appends images to a pack, which becomes a blob with one sync; for one thread.
 *
 * <p>A pack begins with an id, so that no two packs have the same address, whatever is in them: one
 * can be deleted while the same pictures are added again.
 */
public final class PackWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;

  private static final int ID_BYTES = 2 * Long.BYTES;

  private final BlobStore blobs;
  private final Path file;
  private final OutputStream out;
  private long length;

  private PackWriter(BlobStore blobs, Path file, OutputStream out) {
    this.blobs = blobs;
    this.file = file;
    this.out = out;
  }

  public static PackWriter open(BlobStore blobs) throws IOException {
    Path file = blobs.temporaryFile();
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
    UUID id = UuidV7.next();
    out.write(
        ByteBuffer.allocate(ID_BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array());
    return new PackWriter(blobs, file, out);
  }

  /** Appends an image; returns where it begins. */
  public long append(byte[] image) throws IOException {
    long offset = ID_BYTES + length;
    out.write(image);
    length += image.length;
    return offset;
  }

  /** Bytes of images so far. */
  public long length() {
    return length;
  }

  /** Makes the pack a blob, durably; nothing can be appended any more. */
  public Sha256 store() throws IOException {
    out.close();
    return blobs.put(file);
  }

  /** Removes what was not stored. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }
}
