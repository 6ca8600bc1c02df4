package sorrel.platform.http;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * Limits to how long a result is waited for, by Akka's timers, which look every some milliseconds
 * what is due. The JDK's would wake a thread twice for each request.
 */
final class TimeLimits {
  private final ActorSystem<?> system;

  TimeLimits(ActorSystem<?> system) {
    this.system = system;
  }

  /** The result in time or {@link TimeoutException}; the work itself goes on. */
  <T> CompletableFuture<T> within(Duration limit, CompletableFuture<T> work) {
    CompletableFuture<T> inTime = work.copy();
    Cancellable timer =
        system
            .scheduler()
            .scheduleOnce(
                limit,
                () -> inTime.completeExceptionally(new TimeoutException()),
                system.executionContext());
    return inTime.whenComplete((_, _) -> timer.cancel());
  }
}
