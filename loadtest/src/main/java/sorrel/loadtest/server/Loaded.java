package sorrel.loadtest.server;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A Sorrel that runs and that is put under load: one process, or several. */
public interface Loaded extends AutoCloseable {
  /** Where it answers; each may be asked for anything. At least one. */
  List<URI> addresses();

  default URI address() {
    return addresses().getFirst();
  }

  /** Processor time so far of all its processes, PostgreSQL's included; user and system. */
  Duration processorTime();

  /**
   * Holds each process of Sorrel to a share of a core from now on; a database is not held.
   *
   * @param cores above 0
   * @throws IOException where this machine does not let us
   */
  void hold(double cores) throws IOException;

  /** Stops it as an administrator does. */
  @Override
  void close();
}
