package sorrel.platform.blobs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import sorrel.kernel.Sha256;

/**
 * Blobs as files of one folder: {@code ab/cdef...} by the digits of their hash. A file gets that
 * name once its bytes are on the disk, so a crash leaves no half blob; several processes may share
 * the folder.
 */
public final class FolderBlobStore implements BlobStore {
  private final Path folder;
  private final TemporaryFiles temporary;

  private FolderBlobStore(Path folder, TemporaryFiles temporary) {
    this.folder = folder;
    this.temporary = temporary;
  }

  /** Opens a store, makes its folder if need be, and sweeps what crashed processes left. */
  public static FolderBlobStore open(Path folder) throws IOException {
    TemporaryFiles temporary = TemporaryFiles.in(folder);
    return new FolderBlobStore(folder.toRealPath(), temporary);
  }

  @Override
  public Path temporaryFile() throws IOException {
    return temporary.create();
  }

  @Override
  public Sha256 put(Path temporaryFile) throws IOException {
    Path file = temporary.adopt(temporaryFile);
    return keep(file, TemporaryFiles.hash(file));
  }

  @Override
  public Sha256 put(InputStream content, long bytesMax) throws IOException {
    Path file = temporaryFile();
    try {
      return keep(file, TemporaryFiles.write(content, file, bytesMax));
    } finally {
      Files.deleteIfExists(file);
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

  @Override
  public FileChannel channel(Sha256 address) throws IOException {
    try {
      return FileChannel.open(path(address), StandardOpenOption.READ);
    } catch (NoSuchFileException missing) {
      throw new BlobMissingException(address);
    }
  }

  private Path path(Sha256 address) {
    return folder.resolve(BlobName.of(address));
  }
}
