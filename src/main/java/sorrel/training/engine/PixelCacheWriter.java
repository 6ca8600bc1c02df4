package sorrel.training.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import sorrel.kernel.AtomicFile;
import sorrel.kernel.ImageShape;

/**
 * Fills a {@link PixelCache}: pictures come in any order from any thread, and the file gets its
 * name when all are there. Closing it before that leaves nothing behind.
 */
public final class PixelCacheWriter implements AutoCloseable {
  private final Path file;
  private final Path unfinished;
  private final FileChannel channel;
  private final ImageShape shape;
  private final int count;
  private final AtomicIntegerArray written;
  private final AtomicInteger missing;

  /**
   * Begins a cache.
   *
   * @param file the name it will have; a file of that name is replaced at the end
   * @param count how many pictures will come
   * @throws UncheckedIOException if the file cannot be written
   */
  public PixelCacheWriter(Path file, ImageShape shape, int count) {
    this.file = file.toAbsolutePath();
    this.unfinished = AtomicFile.unfinished(this.file);
    this.shape = shape;
    this.count = count;
    this.written = new AtomicIntegerArray(count);
    this.missing = new AtomicInteger(count);
    try {
      channel =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts a picture in its place; once for each.
   *
   * @param index from 0
   * @param pixels uint8 {@code [height, width, channel]}
   * @throws IllegalArgumentException if there is no such place or the size is another
   * @throws IllegalStateException if the picture is there already
   * @throws UncheckedIOException if it cannot be written, for example to a full disk
   */
  public void put(int index, byte[] pixels) {
    if (index < 0 || index >= count || pixels.length != shape.size()) {
      throw new IllegalArgumentException(
          "Picture " + index + " of " + count + " with " + pixels.length + " bytes");
    }
    if (!written.compareAndSet(index, 0, 1)) {
      throw new IllegalStateException("Picture " + index + " is there already");
    }
    try {
      write(ByteBuffer.wrap(pixels), PixelCache.HEADER + (long) index * shape.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    missing.decrementAndGet();
  }

  /**
   * Syncs the file and gives it its name.
   *
   * @throws IllegalStateException if pictures are missing
   * @throws UncheckedIOException if the file cannot be written
   */
  public void finish() {
    if (missing.get() > 0) {
      throw new IllegalStateException(missing.get() + " of " + count + " pictures are missing");
    }
    try {
      write(PixelCache.header(shape, count), 0);
      channel.force(true);
      channel.close();
      AtomicFile.finish(unfinished, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /** Lets go of the file; an unfinished one is removed. May be called after {@link #finish}. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      AtomicFile.discard(unfinished);
    }
  }
}
