package sorrel.platform.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Where the server's files lie.
 *
 * <p>Ordinarily all is in {@code <data>/postgres}. Root cannot run PostgreSQL and hands it to
 * another user, who must be able to reach the files through every folder above; a home folder such
 * as {@code /root} is closed to others, and Sorrel does not open what it did not make. Then the
 * server's files lie in {@code /var/lib/sorrel/<id>}, and {@code <data>/postgres/place} names that
 * folder. The id is drawn for each new data folder, so one that was deleted and made again never
 * meets the rows of the old one. To take such a data folder to another machine, take that folder
 * too.
 *
 * @param control the lock, the password and the port, in the data folder and closed to others
 * @param base what the server's user reads: programs, cluster and log
 */
record ClusterFolder(Path control, Path base) {
  /** Where the server's files lie if its user cannot reach the data folder. */
  private static final Path ELSEWHERE = Path.of("/var/lib/sorrel");

  static ClusterFolder in(Path data, ServerUser user) throws IOException {
    boolean asRoot = user instanceof ServerUser.Other;
    // Passable, not readable: what lies in it has permissions of its own.
    Path folder = Folders.create(data, asRoot ? "rwx--x--x" : "rwx------").toRealPath();
    Path control = Folders.create(folder.resolve("postgres"), asRoot ? "rwx--x--x" : "rwx------");
    Path place = control.resolve("place");
    if (Files.exists(place)) {
      return new ClusterFolder(
          control, Folders.create(Path.of(Files.readString(place).strip()), "rwx--x--x"));
    }
    if (Files.isDirectory(control.resolve("cluster")) || user.reaches(control)) {
      return new ClusterFolder(control, control);
    }
    Leftovers.sweep(Folders.create(ELSEWHERE, "rwx--x--x"));
    Path base = Folders.create(ELSEWHERE.resolve(UUID.randomUUID().toString()), "rwx--x--x");
    Files.writeString(base.resolve(Leftovers.DATA_FOLDER), folder + "\n");
    Files.writeString(place, base + "\n");
    return new ClusterFolder(control, base);
  }

  /** The database cluster, which only the server's user reads. */
  Path cluster() {
    return base.resolve("cluster");
  }

  Path log() {
    return base.resolve("log").resolve("server.log");
  }

  /**
   * Where programs are unpacked: beside the cluster, or once for all clusters that lie elsewhere.
   */
  Path programs() {
    return base.equals(control) ? control : ELSEWHERE;
  }
}
