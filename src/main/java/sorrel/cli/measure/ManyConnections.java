package sorrel.cli.measure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Many connections to a server, opened before anything is sent, which no HTTP client offers: so
 * answers are measured and not the opening of connections. One thread, the caller's, works them
 * all, and leaves a machine with few cores to the server.
 */
public final class ManyConnections implements AutoCloseable {
  private final WireLoop loop;
  private final List<WireConnection> open = new ArrayList<>();
  private final List<String> unopened = new ArrayList<>();

  private ManyConnections(WireLoop loop) {
    this.loop = loop;
  }

  /**
   * Opens so many to an {@code http} address. Requests on those that cannot be opened will fail.
   *
   * @param first answered on each before it counts as open: a connection that the system has taken
   *     may wait for long until the server does
   * @throws java.io.UncheckedIOException if the system lets this process have no more
   */
  public static ManyConnections open(URI server, int count, WireRequest first) {
    return open(List.of(server), count, first);
  }

  /** Opens so many to several servers, to each in turn, as a balancer without an opinion does. */
  public static ManyConnections open(List<URI> servers, int count, WireRequest first) {
    ManyConnections all = new ManyConnections(new WireLoop(servers));
    Opening opening = new Opening(all.loop, first, count, all.open, all.unopened);
    opening.begin();
    all.loop.run(opening);
    return all;
  }

  /**
   * Sends one request on each at the same moment. Latencies count from that moment, not from when
   * this thread had come to the request.
   *
   * @param requests by their number, from 0
   */
  public LoadFigures once(IntFunction<WireRequest> requests) {
    LoadTally tally = new LoadTally();
    unopened.forEach(tally::failed);
    Volley volley = new Volley(loop, tally, requests, open.size());
    List.copyOf(open).forEach(volley::send);
    loop.run(volley);
    return tally.figures();
  }

  /**
   * Opens so many connections and sends one request on each as soon as it is open. Time and
   * latencies count from before the first is opened.
   *
   * @param requests by their number, from 0
   */
  public static LoadFigures connectAndSend(
      URI server, int count, IntFunction<WireRequest> requests) {
    try (WireLoop loop = new WireLoop(List.of(server))) {
      LoadTally tally = new LoadTally();
      Volley volley = new Volley(loop, tally, requests, count);
      for (int i = 0; i < count; i++) {
        loop.open(volley);
      }
      loop.run(volley);
      return tally.figures();
    }
  }

  /**
   * Keeps one request under way on each until the time is over, then waits for the last answers.
   *
   * @param requests by their number, from 0
   */
  public LoadFigures steadily(IntFunction<WireRequest> requests, Duration time) {
    LoadTally tally = new LoadTally();
    unopened.forEach(tally::failed);
    SteadyStream stream = new SteadyStream(loop, tally, requests, time);
    List.copyOf(open).forEach(stream::send);
    loop.run(stream);
    return tally.figures();
  }

  @Override
  public void close() {
    loop.close();
  }
}
