package sorrel.platform.persistence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import sorrel.kernel.FileTrees;
import sorrel.kernel.Sha256;

/**
 * The server's programs, unpacked once from the class path.
 *
 * <p>The folder is named after the hash of the archive, so another release of the program unpacks
 * beside it; it gets its name when it is complete, so a killed start leaves nothing half done.
 *
 * @param folder holds {@code bin/}, {@code lib/} and {@code share/}
 */
record PostgresBinaries(Path folder) {
  /** Unpacks into {@code parent} what is not there yet: 60 MB, about two seconds. */
  static PostgresBinaries unpackedIn(Path parent) throws IOException {
    byte[] archive = archive();
    Path folder = parent.resolve("bin-" + Sha256.of(archive).hex().substring(0, 16));
    if (!Files.isDirectory(folder)) {
      Path unfinished = parent.resolve("unpacking-" + UUID.randomUUID());
      unpack(archive, unfinished);
      Folders.sync(unfinished);
      if (!moved(unfinished, folder)) {
        FileTrees.delete(unfinished);
      }
    }
    return new PostgresBinaries(folder);
  }

  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }

  private static boolean moved(Path unfinished, Path folder) throws IOException {
    try {
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException otherwise) {
      // Another process was as quick.
      if (Files.isDirectory(folder)) {
        return false;
      }
      throw otherwise;
    }
  }

  private static byte[] archive() throws IOException {
    String name = "/postgres-" + system() + "-" + processor() + ".txz";
    try (InputStream resource = PostgresBinaries.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new PostgresException(
            "No PostgreSQL comes with Sorrel for "
                + system()
                + " on "
                + processor()
                + ". Start a PostgreSQL server and set sorrel.database.url to its address.");
      }
      return resource.readAllBytes();
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name.split(" ", 2)[0];
  }

  private static String processor() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64" -> "x86_64";
      case "aarch64" -> "arm_64";
      default -> name;
    };
  }

  private static void unpack(byte[] archive, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var bytes = new java.io.ByteArrayInputStream(archive);
        var tar =
            new TarArchiveInputStream(new BufferedInputStream(new XZInputStream(bytes), 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(tar, entry, folder);
      }
    }
    Folders.allow(folder, "rwxr-xr-x");
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("The archive of PostgreSQL leaves its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      Folders.allow(target, "rwxr-xr-x");
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    boolean program = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
