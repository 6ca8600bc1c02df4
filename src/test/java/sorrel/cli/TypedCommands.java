package sorrel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import sorrel.cli.client.FakeSorrel;

/** Commands as a person types them, against a server in memory, with what they print. */
final class TypedCommands {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<ServerOptions> started = new ArrayList<>();
  private final FakeSorrel fake;
  private final Path home;

  TypedCommands(FakeSorrel fake, Path home) {
    this.fake = fake;
    this.home = home;
  }

  /** Types a command; answers its exit code. */
  int run(String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false,
            _ -> Optional.of("secret"),
            Map.of("SORREL_SERVER", fake.address().toString()),
            home);
    return CommandLines.of(terminal, this::start, Map.of(), Map.of()).execute(arguments);
  }

  private LocalServer start(ServerOptions options) {
    started.add(options);
    return new Borrowed(fake.address());
  }

  /** How commands wanted servers of their own. */
  List<ServerOptions> started() {
    return List.copyOf(started);
  }

  /** All results printed so far. */
  String out() {
    return out.toString();
  }

  /** All progress and errors printed so far. */
  String err() {
    return err.toString();
  }

  /** Forgets the results printed so far. */
  void forget() {
    out.getBuffer().setLength(0);
  }

  /** A zip with a training and a testing picture of each class, which show what it is. */
  static Path zip(Path file, String... labels) throws IOException {
    try (ZipOutputStream stream = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String label : labels) {
        for (String split : List.of("training", "testing")) {
          stream.putNextEntry(new ZipEntry(split + "/" + label + "/1.png"));
          stream.write(label.getBytes(UTF_8));
          stream.closeEntry();
        }
      }
    }
    return file;
  }

  /** The test's server, which outlives a command. */
  private record Borrowed(URI address) implements LocalServer {
    @Override
    public void close() {}
  }
}
