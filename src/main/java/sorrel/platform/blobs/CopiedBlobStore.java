package sorrel.platform.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import sorrel.kernel.Sha256;

/** Blobs that are elsewhere, of which this node keeps copies. */
abstract class CopiedBlobStore implements BlobStore {
  final String name;
  final LocalCopies copies;

  /**
   * A store.
   *
   * @param name of its copies among those of others
   */
  CopiedBlobStore(String name, LocalCopies copies) {
    this.name = name;
    this.copies = copies;
  }

  /** Brings a temporary file there, and keeps it as a copy. */
  abstract Sha256 keep(Path file) throws IOException;

  /** Brings a blob here. */
  abstract void fetch(Sha256 address, Path file) throws IOException;

  @Override
  public Path temporaryFile() throws IOException {
    return copies.temporary().create();
  }

  @Override
  public Sha256 put(Path temporaryFile) throws IOException {
    return keep(copies.temporary().adopt(temporaryFile));
  }

  @Override
  public Sha256 put(InputStream content, long bytesMax) throws IOException {
    Path file = temporaryFile();
    try {
      TemporaryFiles.write(content, file, bytesMax);
      return keep(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public InputStream open(Sha256 address) throws IOException {
    return Channels.newInputStream(channel(address));
  }

  @Override
  public FileChannel channel(Sha256 address) throws IOException {
    return copies.channel(name, address, file -> fetch(address, file));
  }

  @Override
  public Path local(Sha256 address) throws IOException {
    return copies.file(name, address, file -> fetch(address, file));
  }
}
