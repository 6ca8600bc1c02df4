package sorrel.platform.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import sorrel.kernel.Sha256;

/** Files on their way into a store, in a folder of its disk that only this user can read. */
final class TemporaryFiles {
  /**
   * Temporary files that nobody wrote to for so long are of a process that is gone: the largest
   * upload writes steadily, and connections that are idle for a minute are closed.
   */
  static final Duration FORGOTTEN = Duration.ofHours(24);

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path folder;

  private TemporaryFiles(Path folder) {
    this.folder = folder;
  }

  /** The folder {@code tmp} of a store, swept of what crashed processes left; both are made. */
  static TemporaryFiles in(Path store) throws IOException {
    var mine = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(store, PosixFilePermissions.asFileAttribute(mine));
    TemporaryFiles files =
        new TemporaryFiles(Files.createDirectories(store.resolve(BlobName.TEMPORARY)));
    files.sweep(Instant.now().minus(FORGOTTEN));
    return files;
  }

  /** Deletes files that were last written to before a moment. */
  private void sweep(Instant before) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (modified(file).isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static Instant modified(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException taken) {
      return Instant.MAX;
    }
  }

  /** A new empty file. */
  Path create() throws IOException {
    return Files.createTempFile(folder, "blob", "");
  }

  /** A file with the same bytes that can be renamed into the store; one from elsewhere is gone. */
  Path adopt(Path file) throws IOException {
    if (Files.getFileStore(file).equals(Files.getFileStore(folder))) {
      return file;
    }
    // A rename is atomic within one file system only.
    Path copy = create();
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    Files.delete(file);
    return copy;
  }

  /**
   * Writes a stream into a file.
   *
   * @throws BlobTooLargeException if the stream has more bytes
   */
  static Sha256 write(InputStream content, Path file, long bytesMax) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long total = 0;
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        total += read;
        if (total > bytesMax) {
          throw new BlobTooLargeException(bytesMax);
        }
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
    }
    return Sha256.from(digest);
  }

  /** The hash of a file's bytes. */
  static Sha256 hash(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      while (content.read(buffer) >= 0) {
        // Only the digest is wanted.
      }
    }
    return Sha256.from(digest);
  }
}
