package sorrel.kernel;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are there completely or not at all. */
public final class AtomicFile {
  /** What writes the bytes. */
  public interface Content {
    void write(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /** A name for the unfinished file, in the same folder so that renaming it is one step. */
  public static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".unfinished-" + UUID.randomUUID());
  }

  /**
   * Writes a file under a temporary name, syncs it and gives it its name.
   *
   * @throws UncheckedIOException if it cannot be written; nothing is left behind then
   */
  public static void write(Path file, Content content) {
    Path unfinished = unfinished(file.toAbsolutePath());
    try {
      try (FileChannel channel =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.write(out);
        out.flush();
        channel.force(true);
      }
      finish(unfinished, file.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      discard(unfinished);
    }
  }

  /** Gives a synced file its name and syncs the folder, so that the name survives a power cut. */
  public static void finish(Path unfinished, Path file) throws IOException {
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** Removes an unfinished file, if there is one. */
  public static void discard(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
