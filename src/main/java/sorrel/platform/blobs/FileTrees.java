package sorrel.platform.blobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders with all that is in them. */
public final class FileTrees {
  private FileTrees() {}

  /**
   * Removes a folder with everything in it; nothing if it is not there. Links are removed, not
   * followed.
   *
   * @throws UncheckedIOException if something in it cannot be removed
   */
  public static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (NoSuchFileException nothingToDo) {
      // Gone already.
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
