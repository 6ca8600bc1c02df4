package sorrel.platform.persistence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The mark of the one process that may run a data folder's server; the system drops it when the
 * process dies, however it dies.
 */
final class OwnerLock implements AutoCloseable {
  private final FileChannel channel;

  private OwnerLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param folder that holds the lock's file
   * @param data the data folder, for the message
   * @throws PostgresException if another process holds it
   */
  static OwnerLock take(Path folder, Path data) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    // In a file of its own: closing any other handle of the lock's file would drop the lock.
    Path owner = folder.resolve("owner");
    if (!locked(channel)) {
      channel.close();
      throw new PostgresException(
          "The data folder "
              + data
              + " is in use by another Sorrel"
              + (Files.exists(owner) ? ", process " + Files.readString(owner).strip() : "")
              + ". Stop that one, or choose another folder with --data.");
    }
    Files.writeString(owner, ProcessHandle.current().pid() + "\n");
    return new OwnerLock(channel);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException held) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
