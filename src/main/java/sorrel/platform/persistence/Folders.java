package sorrel.platform.persistence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** What the JDK lacks for folders. */
final class Folders {
  private Folders() {}

  /** Sets permissions in the manner of {@code ls}, such as {@code rwx------}. */
  static void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** Makes a folder, if it is not there, with the given permissions whatever the process's mask. */
  static Path create(Path folder, String permissions) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      allow(folder, permissions);
    }
    return folder;
  }

  /** Puts a folder's list of names on the disk. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
