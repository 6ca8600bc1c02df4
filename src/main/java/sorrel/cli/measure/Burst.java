package sorrel.cli.measure;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Many classifications of one picture at the same moment: all connections are opened first, then
 * all requests are sent.
 */
public final class Burst {
  /** Servers queue about a hundred connections that they have not taken yet. */
  private static final int OPENING_AT_ONCE = 64;

  private static final double NANOS_PER_SECOND = 1e9;

  private final URI server;
  private final byte[] request;

  /**
   * A burst on a server.
   *
   * @param model its id
   */
  public Burst(URI server, String token, String model, String mediaType, byte[] picture) {
    this.server = server;
    String path = "/api/v1/models/" + model + "/classifications";
    this.request = RawConnection.post(server, path, token, mediaType, picture);
  }

  /**
   * What came of it.
   *
   * @param failures how many failed, by the reason: a status or what happened to the connection
   * @param seconds from the first request sent to the last answer
   * @param latencies of the requests that succeeded; empty if none did
   */
  public record Outcome(
      int requests,
      int ok,
      Map<String, Integer> failures,
      double seconds,
      Optional<Latencies> latencies) {}

  /** Sends that many requests at once and waits for all of them. */
  public Outcome fire(int requests) throws InterruptedException {
    AtomicLongArray nanos = new AtomicLongArray(requests);
    Map<String, Integer> failures = new TreeMap<>();
    CountDownLatch ready = new CountDownLatch(requests);
    CountDownLatch start = new CountDownLatch(1);
    Semaphore opening = new Semaphore(OPENING_AT_ONCE);
    long begun;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < requests; i++) {
        int number = i;
        threads.execute(
            () -> {
              String failure = one(number, nanos, opening, ready, start);
              if (!failure.isEmpty()) {
                synchronized (failures) {
                  failures.merge(failure, 1, Integer::sum);
                }
              }
            });
      }
      ready.await();
      begun = System.nanoTime();
      start.countDown();
    }
    double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
    long[] measured =
        IntStream.range(0, requests).mapToLong(nanos::get).filter(each -> each > 0).toArray();
    return new Outcome(
        requests,
        measured.length,
        failures,
        seconds,
        measured.length == 0 ? Optional.empty() : Optional.of(Latencies.ofNanos(measured)));
  }

  private String one(
      int number,
      AtomicLongArray nanos,
      Semaphore opening,
      CountDownLatch ready,
      CountDownLatch start) {
    boolean counted = false;
    try {
      opening.acquire();
      RawConnection opened;
      try {
        opened = RawConnection.open(server);
      } finally {
        opening.release();
      }
      try (RawConnection connection = opened) {
        ready.countDown();
        counted = true;
        start.await();
        long from = System.nanoTime();
        int status = connection.exchange(request);
        if (status / 100 != 2) {
          return "status " + status;
        }
        nanos.set(number, System.nanoTime() - from);
        return "";
      }
    } catch (IOException | NumberFormatException failure) {
      return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } finally {
      if (!counted) {
        ready.countDown();
      }
    }
  }
}
