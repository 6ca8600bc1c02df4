package sorrel.cli.measure;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import sorrel.cli.client.Contract;
import sorrel.cli.client.ServerProblem;
import sorrel.cli.client.SorrelClient;

/**
 * Somebody who goes on using a model while something is done to it: sends one picture after the
 * other, never one again, on a thread of its own, until closed.
 */
public final class SteadyClassification implements AutoCloseable {
  private static final int REASONS_MAX = 5;

  /** A server that is gone refuses a thousand requests a second, which says no more than ten. */
  private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

  private final SorrelClient client;
  private final String model;
  private final List<byte[]> pictures;
  private final String version;
  private final CompletableFuture<Long> otherVersion = new CompletableFuture<>();
  private final Set<String> reasons = new LinkedHashSet<>();
  private final Thread thread;
  private volatile boolean stopped;
  private int answered;
  private int failed;
  private long slowestNanos;

  private SteadyClassification(
      SorrelClient client, String model, String version, List<byte[]> pictures) {
    this.client = client;
    this.model = model;
    this.version = version;
    this.pictures = List.copyOf(pictures);
    this.thread = Thread.ofVirtual().name("steady-classification").unstarted(this::run);
  }

  /**
   * How it went.
   *
   * @param failed every answer but 200, and none; not those to pictures that cannot be read
   * @param slowest the longest that an answer took
   * @param reasons the first different ones of what failed
   */
  public record Figures(int answered, int failed, Duration slowest, List<String> reasons) {
    public Figures {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Begins.
   *
   * @param version that answers now
   * @param pictures at least one, sent in turn
   */
  public static SteadyClassification start(
      SorrelClient client, String model, String version, List<byte[]> pictures) {
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("no pictures");
    }
    SteadyClassification steady = new SteadyClassification(client, model, version, pictures);
    steady.thread.start();
    return steady;
  }

  /**
   * Waits until another version answers than the one at the start.
   *
   * @return when its first answer came, by {@link System#nanoTime}; empty if none has in time
   */
  public Optional<Long> awaitOtherVersion(Duration max) {
    try {
      return Optional.of(otherVersion.get(max.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException notYet) {
      return Optional.empty();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  public synchronized Figures figures() {
    return new Figures(answered, failed, Duration.ofNanos(slowestNanos), List.copyOf(reasons));
  }

  /** Stops when the answer under way has come. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    for (int i = 0; !stopped; i = (i + 1) % pictures.size()) {
      long start = System.nanoTime();
      try {
        answered(client.classifyOnce(model, pictures.get(i)), start);
      } catch (ServerProblem problem) {
        if (!problem.refusesPicture()) {
          failed(problem);
        }
      } catch (RuntimeException failure) {
        failed(failure);
      }
    }
  }

  private void answered(Contract.Classification answer, long start) {
    long now = System.nanoTime();
    synchronized (this) {
      answered++;
      slowestNanos = Math.max(slowestNanos, now - start);
    }
    if (!answer.version().equals(version)) {
      otherVersion.complete(now);
    }
  }

  private void failed(RuntimeException failure) {
    synchronized (this) {
      failed++;
      if (reasons.size() < REASONS_MAX) {
        reasons.add(String.valueOf(failure.getMessage()));
      }
    }
    LockSupport.parkNanos(AFTER_FAILURE.toNanos());
  }
}
