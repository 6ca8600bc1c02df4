package sorrel.platform.blobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sorrel.kernel.Sha256;

/**
 * A copy of a blob that an earlier process left.
 *
 * @param modified when it was made
 */
record LeftCopy(String store, Sha256 address, long bytes, Instant modified) {
  private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9-]+/[0-9a-f]{2}/[0-9a-f]{62}");

  /** All copies in a folder, the oldest first; other files are passed over. */
  static List<LeftCopy> in(Path folder) throws IOException {
    List<LeftCopy> left = new ArrayList<>();
    try (Stream<Path> files = Files.find(folder, 3, (_, about) -> about.isRegularFile())) {
      for (Path file : files.toList()) {
        Path place = folder.relativize(file);
        if (PLACE.matcher(place.toString()).matches()) {
          left.add(
              new LeftCopy(
                  place.getName(0).toString(),
                  new Sha256("" + place.getName(1) + place.getName(2)),
                  Files.size(file),
                  Files.getLastModifiedTime(file).toInstant()));
        }
      }
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    left.sort(Comparator.comparing(LeftCopy::modified));
    return left;
  }
}
