package sorrel.remote.client;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import sorrel.kernel.ModelId;

/**
 * Requests that a job cannot go on without: made again and again while the server is away, until
 * nobody wants the job any more.
 */
final class PatientRequests {
  /** A server that is away for longer has given the job to others. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Assignments jobs;

  PatientRequests(Assignments jobs) {
    this.jobs = jobs;
  }

  /** A request. */
  interface Request<T> {
    T make() throws IOException;
  }

  /**
   * The answer to a request that jobs of a model need.
   *
   * @throws CancellationException if nobody wants those jobs any more
   * @throws IOException if the server stays away or refuses; the jobs are then given up
   */
  <T> T answer(ModelId model, Request<T> request) throws IOException {
    Waits waits = new Waits(RandomGenerator.getDefault());
    Instant last = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return request.make();
      } catch (Refused refused) {
        jobs.giveUp(model);
        throw new IOException(refused.getMessage(), refused);
      } catch (IOException failure) {
        if (Instant.now().isAfter(last)) {
          jobs.giveUp(model);
          throw failure;
        }
        await(model, waits.next());
      }
    }
  }

  private void await(ModelId model, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    while (System.nanoTime() < end) {
      if (!jobs.wants(model) || Thread.currentThread().isInterrupted()) {
        throw new CancellationException();
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
