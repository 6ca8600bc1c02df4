package sorrel.platform.persistence;

import java.nio.file.Path;
import java.util.Optional;

/** A program that starts a server, says how, and waits to be killed. */
final class PostgresOwner {
  private PostgresOwner() {}

  /** Arguments: the data folder and the folder of programs. */
  public static void main(String[] arguments) throws Exception {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Options(
                Path.of(arguments[0]), Optional.of(Path.of(arguments[1])), true));
    System.out.println(postgres.adopted() ? "adopted" : "started");
    // Ends with the parent at the latest, whose end closes this stream.
    System.in.read();
    postgres.close();
  }
}
