package sorrel.cli;

import java.net.URI;

/** A server that runs in this process. */
public interface LocalServer extends AutoCloseable {
  /** Where it answers, such as {@code http://127.0.0.1:8080}. */
  URI address();

  /** Stops it; may be called again. */
  @Override
  void close();
}
