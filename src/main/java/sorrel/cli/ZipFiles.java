package sorrel.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Zips as people name them on the command line. */
final class ZipFiles {
  private static final String EXTENSION = ".zip";

  private ZipFiles() {}

  /**
   * Refuses early what cannot be read, before anything is made for it.
   *
   * @throws CommandFailure unless it is a file that can be read
   */
  static void check(Path zip) {
    if (!Files.isRegularFile(zip)) {
      throw new CommandFailure("There is no file " + zip + ".");
    }
    if (!Files.isReadable(zip)) {
      throw new CommandFailure("The file " + zip + " cannot be read.");
    }
  }

  /** The file's name without its extension. */
  static String title(Path zip) {
    Path last = zip.getFileName();
    String name = last == null ? zip.toString() : last.toString();
    return name.toLowerCase(Locale.ROOT).endsWith(EXTENSION)
        ? name.substring(0, name.length() - EXTENSION.length())
        : name;
  }
}
