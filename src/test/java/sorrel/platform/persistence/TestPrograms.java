package sorrel.platform.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where tests unpack the server's programs: once for many runs, where another user can reach them
 * when the tests run as root.
 */
final class TestPrograms {
  private TestPrograms() {}

  /**
   * A folder of this user alone.
   *
   * @throws IllegalStateException if somebody else made a folder of that name
   */
  static Path folder() throws IOException {
    String user = System.getProperty("user.name");
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Path folder = Folders.create(temporary.resolve("sorrel-test-postgres-" + user), "rwx--x--x");
    if (!Files.getOwner(folder).getName().equals(user)) {
      throw new IllegalStateException(folder + " does not belong to " + user);
    }
    return folder;
  }
}
