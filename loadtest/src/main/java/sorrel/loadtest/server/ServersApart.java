package sorrel.loadtest.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Several of Sorrel on this machine that know nothing of each other but have the same data. */
public final class ServersApart implements Loaded {
  private final List<RunningServer> servers = new ArrayList<>();

  private ServersApart() {}

  /**
   * Starts each on a copy of the first one's data, which is made where there is none yet, and
   * returns once all answer.
   *
   * @param repository where {@code sorrel} lies
   * @param folder for the first one's data and log; the copies lie in it too
   */
  public static ServersApart start(Path repository, Path folder, int count, ServerSettings settings)
      throws IOException {
    ServersApart all = new ServersApart();
    try {
      for (int i = 0; i < count; i++) {
        Path own = i == 0 ? folder : folder.resolve("apart-" + i);
        if (Files.notExists(own)) {
          copy(folder.resolve("data"), Files.createDirectory(own).resolve("data"));
        }
        all.servers.add(RunningServer.start(repository, own, settings));
      }
    } catch (IOException | RuntimeException failed) {
      all.close();
      throw failed;
    }
    return all;
  }

  /** With permissions, which PostgreSQL looks at. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  @Override
  public List<URI> addresses() {
    return servers.stream().flatMap(each -> each.addresses().stream()).toList();
  }

  @Override
  public Duration processorTime() {
    return servers.stream().map(Loaded::processorTime).reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void hold(double cores) throws IOException {
    for (RunningServer server : servers) {
      server.hold(cores);
    }
  }

  @Override
  public void close() {
    servers.forEach(RunningServer::close);
  }
}
