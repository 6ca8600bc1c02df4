package sorrel.platform.blobs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import sorrel.kernel.Sha256;

/**
 * Blobs as files of one folder: {@code ab/cdef...} by the digits of their hash. A file gets that
 * name once its bytes are on the disk, so a crash leaves no half blob; several processes may share
 * the folder.
 */
public final class FolderBlobStore implements BlobStore {
  /**
   * Temporary files that nobody wrote to for so long are of a process that is gone: the largest
   * upload writes steadily, and connections that are idle for a minute are closed.
   */
  private static final Duration FORGOTTEN = Duration.ofHours(24);

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path folder;
  private final Path temporary;

  private FolderBlobStore(Path folder) {
    this.folder = folder;
    this.temporary = folder.resolve("tmp");
  }

  /** Opens a store, makes its folder if need be, and sweeps what crashed processes left. */
  public static FolderBlobStore open(Path folder) throws IOException {
    var mine = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mine));
    FolderBlobStore store = new FolderBlobStore(folder.toRealPath());
    Files.createDirectories(store.temporary);
    store.sweep(Instant.now().minus(FORGOTTEN));
    return store;
  }

  /** Deletes temporary files that were last written to before a moment. */
  void sweep(Instant before) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(temporary)) {
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

  @Override
  public Path temporaryFile() throws IOException {
    return Files.createTempFile(temporary, "blob", "");
  }

  @Override
  public Sha256 put(Path temporaryFile) throws IOException {
    Path file = temporaryFile;
    if (!Files.getFileStore(temporaryFile).equals(Files.getFileStore(folder))) {
      // A rename is atomic within one file system only.
      file = temporaryFile();
      Files.copy(temporaryFile, file, StandardCopyOption.REPLACE_EXISTING);
      Files.delete(temporaryFile);
    }
    MessageDigest digest = Sha256.digest();
    try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      while (content.read(buffer) >= 0) {
        // Only the digest is wanted.
      }
    }
    return keep(file, Sha256.from(digest));
  }

  @Override
  public Sha256 put(InputStream content, long bytesMax) throws IOException {
    Path file = temporaryFile();
    try {
      MessageDigest digest = Sha256.digest();
      try (OutputStream out = Files.newOutputStream(file)) {
        copy(content, out, digest, bytesMax);
      }
      return keep(file, Sha256.from(digest));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void copy(
      InputStream content, OutputStream out, MessageDigest digest, long bytesMax)
      throws IOException {
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

  /** Names a file by its hash when, and only when, its bytes are on the disk. */
  private Sha256 keep(Path file, Sha256 address) throws IOException {
    Path target = path(address);
    if (Files.exists(target)) {
      Files.deleteIfExists(file);
    } else {
      sync(file, StandardOpenOption.WRITE);
      makeParent(target.getParent());
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }
    // Also for a blob that is there: the thread that named it may not have come this far yet.
    sync(target.getParent(), StandardOpenOption.READ);
    return address;
  }

  private void makeParent(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      try {
        Files.createDirectory(parent);
      } catch (FileAlreadyExistsException another) {
        // Another thread was as quick, and syncs as well.
      }
      sync(folder, StandardOpenOption.READ);
    }
  }

  private static void sync(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  @Override
  public InputStream open(Sha256 address) throws IOException {
    return Channels.newInputStream(channel(address));
  }

  @Override
  public byte[] range(Sha256 address, long offset, int length) throws IOException {
    try (FileChannel channel = channel(address)) {
      ByteBuffer part = ByteBuffer.allocate(length);
      while (part.hasRemaining()) {
        if (channel.read(part, offset + part.position()) < 0) {
          throw new EOFException(
              "blob %s has %d bytes, not %d from %d"
                  .formatted(address, channel.size(), length, offset));
        }
      }
      return part.array();
    }
  }

  @Override
  public Path local(Sha256 address) throws IOException {
    Path path = path(address);
    if (!Files.exists(path)) {
      throw new BlobMissingException(address);
    }
    return path;
  }

  @Override
  public boolean exists(Sha256 address) {
    return Files.exists(path(address));
  }

  @Override
  public long size(Sha256 address) throws IOException {
    return Files.size(local(address));
  }

  @Override
  public void delete(Sha256 address) throws IOException {
    if (Files.deleteIfExists(path(address))) {
      // Erasure that was asked for must survive a loss of power.
      sync(path(address).getParent(), StandardOpenOption.READ);
    }
  }

  private FileChannel channel(Sha256 address) throws IOException {
    try {
      return FileChannel.open(path(address), StandardOpenOption.READ);
    } catch (NoSuchFileException missing) {
      throw new BlobMissingException(address);
    }
  }

  private Path path(Sha256 address) {
    String hex = address.hex();
    return folder.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
  }
}
