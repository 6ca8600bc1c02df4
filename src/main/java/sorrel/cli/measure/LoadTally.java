package sorrel.cli.measure;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts answers while they come; for one thread. */
final class LoadTally {
  private static final int STATUS_CLASS = 100;
  private static final int SUCCESS = 2;
  private static final int ROOM_AT_FIRST = 1024;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<String, Integer> failures = new TreeMap<>();
  private final long begun = System.nanoTime();
  private long[] nanos = new long[ROOM_AT_FIRST];
  private int ok;
  private int failed;

  /** When the first request was about to be sent, by {@link System#nanoTime}. */
  long begun() {
    return begun;
  }

  void answered(int status, long took) {
    if (status / STATUS_CLASS != SUCCESS) {
      failed("status " + status);
      return;
    }
    if (ok == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * nanos.length);
    }
    nanos[ok++] = took;
  }

  void failed(String reason) {
    failed++;
    failures.merge(reason, 1, Integer::sum);
  }

  /** All so far, of which the last has just come. */
  LoadFigures figures() {
    return new LoadFigures(
        ok + failed,
        ok,
        failures,
        (System.nanoTime() - begun) / NANOS_PER_SECOND,
        ok == 0 ? Optional.empty() : Optional.of(Latencies.ofNanos(Arrays.copyOf(nanos, ok))));
  }
}
