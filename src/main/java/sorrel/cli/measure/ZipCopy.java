package sorrel.cli.measure;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A zip that is made of files of other zips. */
final class ZipCopy implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ZipOutputStream out;
  private final Set<String> names = new HashSet<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private ZipCopy(ZipOutputStream out) {
    this.out = out;
  }

  // Closed with the copy.
  @SuppressWarnings("resource")
  static ZipCopy into(Path file) throws IOException {
    ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
    // Pictures are packed already; what is not keeps from growing out of bounds.
    out.setLevel(Deflater.BEST_SPEED);
    return new ZipCopy(out);
  }

  /**
   * Copies a file, up to the size that its zip says it has. One that breaks off in its zip breaks
   * off here too, for the server to say so.
   *
   * @return false if it is larger than any picture or packed in a way that the JDK cannot undo
   */
  boolean add(ZipFile from, ZipEntry entry, String name) throws IOException {
    if (entry.getSize() < 0 || entry.getSize() > PictureZip.PICTURE_BYTES_MAX) {
      return false;
    }
    try (InputStream in = from.getInputStream(entry)) {
      out.putNextEntry(new ZipEntry(unused(name)));
      copy(in, entry.getSize());
      out.closeEntry();
      return true;
    } catch (ZipException otherwisePacked) {
      return false;
    }
  }

  private void copy(InputStream in, long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      int read;
      try {
        read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      } catch (IOException broken) {
        return;
      }
      if (read < 0) {
        return;
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  /** Two files of one name are two pictures. */
  private String unused(String name) {
    String free = name;
    while (!names.add(free)) {
      int file = name.lastIndexOf('/') + 1;
      free = name.substring(0, file) + names.size() + "-" + name.substring(file);
    }
    return free;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
