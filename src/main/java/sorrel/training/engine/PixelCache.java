package sorrel.training.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import sorrel.kernel.ImageShape;

/**
 * All pictures of a dataset in one file, decoded, mapped into memory and read in place.
 *
 * <p>The file is a header of {@value #HEADER} bytes (magic number, version, height, width,
 * channels, count, CRC-32C of these; big endian) and then the pixels {@code [image, height, width,
 * channel]}, uint8. Only a {@link PixelCacheWriter} that has every picture gives it its name.
 */
public final class PixelCache implements AutoCloseable {
  static final int HEADER = 64;

  private static final long MAGIC = 0x534f5252454c5058L;
  private static final int VERSION = 1;
  private static final int SUMMED = 8 + 5 * Integer.BYTES;

  private final Arena arena;
  private final MemorySegment pixels;
  private final ImageShape shape;
  private final int count;

  private PixelCache(Arena arena, MemorySegment pixels, ImageShape shape, int count) {
    this.arena = arena;
    this.pixels = pixels;
    this.shape = shape;
    this.count = count;
  }

  /**
   * Maps a finished cache.
   *
   * @throws UncheckedIOException if the file is missing, or is not a whole cache
   */
  public static PixelCache open(Path file) {
    // Shared: any thread reads, and whoever closes it need not be the one who opened it.
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      while (header.hasRemaining() && channel.read(header) >= 0) {
        // A read may bring less than was asked for.
      }
      if (header.hasRemaining()) {
        throw new IOException(file + " is not a cache of pixels: it is too short");
      }
      header.flip();
      if (header.getLong() != MAGIC || header.getInt() != VERSION) {
        throw new IOException(file + " is not a cache of pixels of this version");
      }
      int height = header.getInt();
      int width = header.getInt();
      int channels = header.getInt();
      int count = header.getInt();
      if (header.getLong() != checksum(header)) {
        throw new IOException(file + " is damaged: its header's checksum differs");
      }
      ImageShape shape = new ImageShape(height, width, channels);
      long size = (long) count * shape.size();
      if (channel.size() != HEADER + size) {
        throw new IOException(
            file + " is damaged: it has " + channel.size() + " bytes, not " + (HEADER + size));
      }
      MemorySegment pixels = channel.map(FileChannel.MapMode.READ_ONLY, HEADER, size, arena);
      return new PixelCache(arena, pixels, shape, count);
    } catch (IOException e) {
      arena.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  static ByteBuffer header(ImageShape shape, int count) {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.putLong(MAGIC).putInt(VERSION);
    header.putInt(shape.height()).putInt(shape.width()).putInt(shape.channels()).putInt(count);
    return header.putLong(checksum(header)).rewind();
  }

  private static long checksum(ByteBuffer header) {
    CRC32C sum = new CRC32C();
    sum.update(header.duplicate().position(0).limit(SUMMED));
    return sum.getValue();
  }

  public ImageShape shape() {
    return shape;
  }

  /** How many pictures there are. */
  public int count() {
    return count;
  }

  /** The pixels of all pictures; valid until this is closed. */
  public MemorySegment pixels() {
    return pixels;
  }

  /** Unmaps the file; whoever reads its pixels afterwards gets an exception. */
  @Override
  public void close() {
    arena.close();
  }
}
