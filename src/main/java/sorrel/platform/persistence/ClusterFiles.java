package sorrel.platform.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import sorrel.kernel.FileTrees;
import sorrel.platform.persistence.ServerUser.Outcome;

/**
 * The files of a server that does not run: its password, its cluster and its log.
 *
 * @param folder where they lie
 * @param user whom the cluster belongs to
 */
record ClusterFiles(ClusterFolder folder, ServerUser user) {
  /** The database's superuser, of whom nobody but this program knows the password. */
  static final String SUPERUSER = "sorrel";

  private static final int PASSWORD_BYTES = 24;

  /** Above it the log is put aside at the next start, and the one before is dropped. */
  private static final long LOG_BYTES_MAX = 10_000_000;

  /** The password, drawn at the first call. */
  String password() throws IOException {
    Path file = folder.control().resolve("password");
    if (!Files.exists(file)) {
      if (Files.isDirectory(folder.cluster())) {
        throw new PostgresException(
            "The password of the database is gone: "
                + file
                + " is missing. Put it back, for example from a copy of the data folder.");
      }
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
    return Files.readString(file).strip();
  }

  /** Makes the cluster if there is none; a killed start leaves none. */
  void initialise(PostgresBinaries programs, boolean durable) throws IOException {
    Path cluster = folder.cluster();
    if (Files.isDirectory(cluster)) {
      return;
    }
    Path unfinished = folder.base().resolve("cluster-unfinished");
    FileTrees.delete(unfinished);
    user.give(Folders.create(unfinished, "rwx------"));
    // The other user may not read the password's own file.
    Path password = folder.base().resolve("password-unfinished");
    Files.deleteIfExists(password);
    write(password, password());
    user.give(password);
    try {
      Outcome outcome = user.run(initdb(programs, unfinished, password, durable));
      if (!outcome.succeeded()) {
        throw new PostgresException("The database could not be made: " + outcome.output());
      }
    } finally {
      Files.deleteIfExists(password);
    }
    Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
    Folders.sync(folder.base());
  }

  private static List<String> initdb(
      PostgresBinaries programs, Path cluster, Path password, boolean durable) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(programs.program("initdb"), "--pgdata=" + cluster));
    command.addAll(List.of("--username=" + SUPERUSER, "--pwfile=" + password));
    command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8"));
    // The same order and letters on every machine, whatever its C library.
    command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
    if (!durable) {
      command.add("--no-sync");
    }
    return command;
  }

  /** Makes the log's folder and puts a long log aside. */
  void prepareLog() throws IOException {
    Path log = folder.log();
    user.give(Folders.create(log.getParent(), "rwx------"));
    if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
      Files.move(log, log.resolveSibling("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The last lines of the log, for a message. */
  String logTail() throws IOException {
    Path log = folder.log();
    if (!Files.exists(log)) {
      return "";
    }
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
  }

  private static void write(Path file, String secret) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, secret + "\n", StandardOpenOption.SYNC);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
