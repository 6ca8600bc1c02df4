package sorrel.backbone.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sorrel.backbone.domain.BackboneException;

/** How large the file of a network may be. */
final class NetworkSize {
  /** Ten times the networks that two cores can run for each picture of a set. */
  private static final long BYTES_MAX = 512L << 20;

  private NetworkSize() {}

  static void check(Path file) throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      throw new BackboneException(
          "A network may have %d MB at most, and %s has %d MB."
              .formatted(BYTES_MAX >> 20, file, Files.size(file) >> 20));
    }
  }
}
