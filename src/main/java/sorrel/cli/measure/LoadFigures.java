package sorrel.cli.measure;

import java.util.Map;
import java.util.Optional;

/**
 * How a server answered many like requests.
 *
 * @param failures how many failed, by the reason: a status or what happened to the connection
 * @param seconds from the first request sent to the last answer
 * @param latencies of the requests that succeeded; empty if none did
 */
public record LoadFigures(
    int requests,
    int ok,
    Map<String, Integer> failures,
    double seconds,
    Optional<Latencies> latencies) {
  public LoadFigures {
    failures = Map.copyOf(failures);
  }

  public int failed() {
    return requests - ok;
  }

  public double okPerSecond() {
    return ok / seconds;
  }
}
