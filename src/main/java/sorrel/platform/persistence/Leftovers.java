package sorrel.platform.persistence;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import sorrel.kernel.FileTrees;

/**
 * Servers' files that lie apart from their data folder and whose data folder was temporary and is
 * gone. A data folder elsewhere may only be unmounted: its server's files are never touched.
 */
final class Leftovers {
  /** The file that names the data folder to which a server's files belong. */
  static final String DATA_FOLDER = "data-folder";

  private Leftovers() {}

  /** Deletes what is left over in a folder of servers; one that still runs is told to stop. */
  static void sweep(Path folder) throws IOException {
    try (DirectoryStream<Path> servers = Files.newDirectoryStream(folder)) {
      for (Path server : servers) {
        if (abandoned(server)) {
          stopOrDelete(server);
        }
      }
    }
  }

  private static boolean abandoned(Path server) throws IOException {
    Path note = server.resolve(DATA_FOLDER);
    if (!Files.exists(note)) {
      return false;
    }
    Path data = Path.of(Files.readString(note).strip());
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
    return data.startsWith(temporary) && Files.notExists(data);
  }

  private static void stopOrDelete(Path server) throws IOException {
    Path cluster = server.resolve("cluster");
    Optional<PidFile> pid = PidFile.read(cluster);
    if (pid.isPresent() && pid.get().runs(cluster)) {
      ProcessHandle.of(pid.get().pid()).ifPresent(ProcessHandle::destroy);
    } else {
      FileTrees.delete(server);
    }
  }
}
