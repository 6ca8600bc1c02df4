package sorrel.platform.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import sorrel.kernel.Sha256;

/**
 * Keeps bytes under their SHA-256. What is stored never changes, so storing it again is harmless
 * and readers need no lock.
 *
 * <p>A blob is durable when its {@code put} returns. All calls block and may be made from several
 * threads. Reading a blob that is not there throws {@link BlobMissingException}.
 */
public interface BlobStore {
  /** Far more than there is between two steps of one job. */
  int OPENED_WITHIN_MINUTES = 20;

  /**
   * Takes a file in; the file is gone afterwards, also if the blob was there already.
   *
   * @param temporaryFile closed, and not written to any more; best of {@link #temporaryFile}
   * @return the blob's address
   */
  Sha256 put(Path temporaryFile) throws IOException;

  /**
   * Takes a stream in, without holding it in memory; the caller closes it.
   *
   * @param bytesMax the longest stream that is taken
   * @return the blob's address
   * @throws BlobTooLargeException if the stream is longer; then nothing is kept
   */
  Sha256 put(InputStream content, long bytesMax) throws IOException;

  /** A new empty file where taking it in costs no copy; swept at the next start if forgotten. */
  Path temporaryFile() throws IOException;

  /** All bytes from the first; the caller closes the stream. */
  InputStream open(Sha256 address) throws IOException;

  /**
   * A part of a blob.
   *
   * @param offset bytes before the part
   * @param length bytes of the part
   * @return exactly {@code length} bytes
   * @throws java.io.EOFException if the blob ends before
   */
  byte[] range(Sha256 address, long offset, int length) throws IOException;

  /**
   * A blob to be read at many places, which the caller closes. Fetched whole first if it is not on
   * this machine.
   */
  FileChannel channel(Sha256 address) throws IOException;

  /**
   * A file with the blob's bytes, for reading or mapping only. To be opened within {@value
   * #OPENED_WITHIN_MINUTES} minutes, after which a copy on this machine may leave; what is open by
   * then may be read to its end.
   */
  Path local(Sha256 address) throws IOException;

  boolean exists(Sha256 address) throws IOException;

  /** Bytes of a blob. */
  long size(Sha256 address) throws IOException;

  /** Removes a blob; nothing if it is not there. Streams that are open may be read to their end. */
  void delete(Sha256 address) throws IOException;
}
