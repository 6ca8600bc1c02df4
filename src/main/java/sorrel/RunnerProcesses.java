package sorrel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.training.actor.RunnerProvider;

/**
 * Runners that are processes beside this one. A crash of the native library, or the end that the
 * system puts to a process where memory is short, takes one of them and nothing else.
 */
final class RunnerProcesses implements RunnerProvider {
  private static final Logger LOG = LoggerFactory.getLogger(RunnerProcesses.class);

  /** One that ends sooner did not come to work. */
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The pause doubles with each that did not come to work: a minute at most. */
  private static final int DOUBLED_MAX = 6;

  /** A job gives its slot back within a second; then the node leaves its cluster. */
  private static final long STOP_SECONDS = 15;

  private final Path folder;
  private final RunnerChild children;
  private final Consumer<String> gone;
  private final Map<String, Child> running = new ConcurrentHashMap<>();
  private final Set<Process> stopping = ConcurrentHashMap.newKeySet();
  private int failures;
  private long pauseUntil = System.nanoTime();
  private boolean closed;

  private record Child(int place, RunnerChild.Started started, long beganNanos) {}

  /**
   * None at first.
   *
   * @param folder with a folder for each; what was decoded there is found again
   * @param gone hears the name of a runner whose process has ended
   */
  RunnerProcesses(Path folder, RunnerChild children, Consumer<String> gone) {
    this.folder = folder;
    this.children = children;
    this.gone = gone;
  }

  @Override
  public CompletionStage<Fleet> look() {
    return CompletableFuture.completedStage(new Fleet(running.size(), running.keySet()));
  }

  /** Runs what blocks elsewhere; while those that it starts end at once, it pauses. */
  @Override
  public CompletionStage<Void> add(int count) {
    return CompletableFuture.runAsync(() -> start(count), Thread::startVirtualThread);
  }

  /** Starts as many as are missing from a number; blocking, shortly. */
  synchronized void keep(int count) {
    start(count - running.size());
  }

  private synchronized void start(int count) {
    for (int i = 0; i < count && !closed && System.nanoTime() - pauseUntil >= 0; i++) {
      int place = freePlace();
      try {
        RunnerChild.Started started = children.start(folder.resolve(Integer.toString(place)));
        running.put(started.name(), new Child(place, started, System.nanoTime()));
        LOG.info("runner {} is started as process {}", started.name(), started.process().pid());
        CompletableFuture<?> _ = started.process().onExit().thenRun(() -> ended(started.name()));
      } catch (IOException failure) {
        pause();
        LOG.warn("a runner could not be started", failure);
      }
    }
  }

  private int freePlace() {
    List<Integer> taken = running.values().stream().map(Child::place).toList();
    return IntStream.iterate(1, place -> place + 1)
        .filter(place -> !taken.contains(place))
        .findFirst()
        .orElseThrow();
  }

  private synchronized void ended(String name) {
    Child child = running.remove(name);
    if (child != null) {
      if (System.nanoTime() - child.beganNanos() < SOON_NANOS) {
        pause();
      } else {
        failures = 0;
      }
      LOG.warn(
          "runner {} ended with {}; its log is {}",
          name,
          child.started().process().exitValue(),
          child.started().log());
    }
    gone.accept(name);
  }

  private void pause() {
    pauseUntil = System.nanoTime() + (PAUSE_NANOS << failures);
    failures = Math.min(failures + 1, DOUBLED_MAX);
  }

  @Override
  public CompletionStage<Void> remove(Set<String> names) {
    names.forEach(this::stop);
    return CompletableFuture.completedStage(null);
  }

  private synchronized void stop(String name) {
    Child child = running.remove(name);
    if (child != null) {
      LOG.info("runner {} is stopped", name);
      Process process = child.started().process();
      stopping.add(process);
      process.destroy();
      CompletableFuture<?> _ =
          process
              .onExit()
              .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
              .whenComplete(
                  (_, late) -> {
                    stopping.remove(process);
                    if (late != null) {
                      process.destroyForcibly();
                    }
                  });
    }
  }

  /** Stops all; does not wait for their end. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    remove(Set.copyOf(running.keySet()));
  }

  /** Waits for the end of those that were stopped. */
  void awaitEnd(Duration most) {
    CompletableFuture.allOf(
            stopping.stream().map(Process::onExit).toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
