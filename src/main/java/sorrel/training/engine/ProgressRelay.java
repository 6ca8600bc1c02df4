package sorrel.training.engine;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import sorrel.training.domain.Progress;

/**
 * Tells of progress on the thread that asked for the work, while the work is done on one that gives
 * way: whoever hears of it may start threads, which must not give way.
 */
final class ProgressRelay implements Progress {
  private final Progress hearer;

  /** What is to be told; empty once there is no more. */
  private final BlockingQueue<Optional<Moment>> told = new LinkedBlockingQueue<>();

  private volatile boolean interrupted;

  private ProgressRelay(Progress hearer) {
    this.hearer = hearer;
  }

  /**
   * Does work on a thread that gives way so far; returns what it returns and throws what it throws.
   * An interrupt cancels it.
   */
  static <T> T giveWay(int niceness, Progress hearer, Function<Progress, T> work) {
    if (niceness == 0) {
      return work.apply(hearer);
    }
    ProgressRelay relay = new ProgressRelay(hearer);
    CompletableFuture<T> begun =
        Niceness.begin(niceness, () -> work.apply(relay))
            .whenComplete((_, _) -> relay.told.add(Optional.empty()));
    relay.tell();
    return Niceness.result(begun);
  }

  private void tell() {
    Optional<Moment> next = next();
    while (next.isPresent()) {
      hearer.at(next.get());
      next = next();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Moment> next() {
    while (true) {
      try {
        return told.take();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  @Override
  public void at(Moment moment) {
    told.add(Optional.of(moment));
  }

  @Override
  public boolean cancelled() {
    return interrupted || hearer.cancelled();
  }
}
