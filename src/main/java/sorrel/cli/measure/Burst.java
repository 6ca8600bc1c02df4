package sorrel.cli.measure;

import java.net.URI;

/** Many classifications of one picture at the same moment. */
public final class Burst {
  private final URI server;
  private final WireRequest request;

  /**
   * A burst on a server.
   *
   * @param model its id
   */
  public Burst(URI server, String token, String model, String mediaType, byte[] picture) {
    this.server = server;
    this.request = WireRequest.classification(server, token, model, mediaType, picture);
  }

  /** Opens all connections, then sends that many requests at once, and waits for all of them. */
  public LoadFigures fire(int requests) {
    WireRequest first = WireRequest.get(server, "/health/live");
    try (ManyConnections connections = ManyConnections.open(server, requests, first)) {
      return connections.once(_ -> request);
    }
  }
}
