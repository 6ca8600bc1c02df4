package sorrel.platform.blobs;

import java.io.IOException;
import java.nio.file.Path;
import sorrel.kernel.Sha256;

/** Brings and takes whole blobs of stores that are elsewhere. Blocking, from several threads. */
public interface BlobSource {
  /**
   * Writes a blob into an empty file.
   *
   * @throws BlobMissingException if there is none
   */
  void fetch(String store, Sha256 address, Path file) throws IOException;

  /** Stores a file's bytes, which have this hash; durable on return. May be repeated. */
  void send(String store, Sha256 address, Path file) throws IOException;
}
