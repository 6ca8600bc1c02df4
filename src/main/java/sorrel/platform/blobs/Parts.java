package sorrel.platform.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import sorrel.kernel.Sha256;

/**
 * A file as it is sent to a bucket: its hash, and its parts with a checksum each.
 *
 * @param address of the whole
 * @param parts in order; one without bytes if the file has none
 */
record Parts(Sha256 address, List<Part> parts) {
  /** The most parts of an upload that S3 takes. */
  private static final int PARTS_MAX = 10_000;

  private static final int BUFFER_BYTES = 1 << 16;

  Parts {
    parts = List.copyOf(parts);
  }

  /**
   * Some bytes of a file.
   *
   * @param md5 in Base64, by which the receiver notices a bit that was lost on the way
   */
  record Part(Path file, long offset, long length, String md5) {
    /** Reads the file as it is sent, again for each try. */
    RequestBody body() {
      return RequestBody.fromContentProvider(
          ContentStreamProvider.fromInputStreamSupplier(this::open),
          length,
          "application/octet-stream");
    }

    private InputStream open() {
      try {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ).position(offset);
        return new FirstBytes(Channels.newInputStream(channel), length);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /** Bytes of the whole. */
  long length() {
    return parts.getLast().offset() + parts.getLast().length();
  }

  /**
   * Reads a file once.
   *
   * @param partBytes of each part but the last; more where there would be too many
   */
  static Parts of(Path file, long partBytes) throws IOException {
    long size = Files.size(file);
    long each = Math.max(partBytes, Math.ceilDiv(size, PARTS_MAX));
    MessageDigest whole = Sha256.digest();
    List<Part> parts = new ArrayList<>();
    try (InputStream content = Files.newInputStream(file)) {
      long offset = 0;
      do {
        long length = Math.min(each, size - offset);
        parts.add(new Part(file, offset, length, md5(content, length, whole)));
        offset += length;
      } while (offset < size);
    }
    return new Parts(Sha256.from(whole), parts);
  }

  private static String md5(InputStream content, long length, MessageDigest whole)
      throws IOException {
    MessageDigest part = md5();
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = length;
    while (left > 0) {
      int read = content.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
      if (read == 0) {
        throw new IOException("a file became shorter while it was stored");
      }
      whole.update(buffer, 0, read);
      part.update(buffer, 0, read);
      left -= read;
    }
    return Base64.getEncoder().encodeToString(part.digest());
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has MD5", impossible);
    }
  }
}
