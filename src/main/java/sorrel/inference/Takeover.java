package sorrel.inference;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds, first at the start, for classifications that a node had accepted and not
 * answered when it died. Nodes need not agree on who does it: the database gives each to one.
 */
public final class Takeover implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final ClassificationTasks tasks;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("takeover").daemon().factory());

  public Takeover(ClassificationTasks tasks) {
    this.tasks = tasks;
  }

  public void start() {
    ScheduledFuture<?> _ =
        thread.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      tasks.takeOver();
    } catch (RuntimeException failure) {
      LOG.warn("accepted classifications are looked for again", failure);
    }
  }

  /** Waits for the look of this moment, which is short, and looks no more. */
  @Override
  public void close() {
    thread.close();
  }
}
