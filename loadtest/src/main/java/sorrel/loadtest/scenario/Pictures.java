package sorrel.loadtest.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A zip to train on and some of its pictures to send.
 *
 * @param some at least one
 */
public record Pictures(Path zip, List<byte[]> some) {
  private static final int SENT_MAX = 1000;

  public Pictures {
    some = List.copyOf(some);
  }

  /** Takes the first thousand pictures of a zip, those for testing if it has such. */
  public static Pictures of(Path zip) throws IOException {
    List<byte[]> some = new ArrayList<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      boolean split = file.stream().anyMatch(Pictures::isTesting);
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements() && some.size() < SENT_MAX) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory() && (!split || isTesting(entry))) {
          try (InputStream in = file.getInputStream(entry)) {
            some.add(in.readAllBytes());
          }
        }
      }
    }
    if (some.isEmpty()) {
      throw new IOException(zip + " has no pictures.");
    }
    return new Pictures(zip, some);
  }

  private static boolean isTesting(ZipEntry entry) {
    return !entry.isDirectory() && entry.getName().startsWith("testing/");
  }

  /** One of them, again after all others. */
  byte[] picture(int number) {
    return some.get(number % some.size());
  }
}
