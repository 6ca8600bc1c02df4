package sorrel.feedback;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.dataset.Datasets;
import sorrel.task.KeptPictures;

/**
 * From time to time, first at the start: does what a process that died, or a model that could not
 * be reached, left undone, and removes what was kept long enough: pictures of classifications, and
 * those in the bins. Nodes need not agree on who does it.
 */
public final class FeedbackUpkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FeedbackUpkeep.class);
  private static final Duration LESSONS = Duration.ofSeconds(10);
  private static final Duration SWEEP = Duration.ofMinutes(5);

  private final Teacher teacher;
  private final KeptPictures pictures;
  private final Datasets datasets;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("feedback-upkeep").daemon().factory());

  public FeedbackUpkeep(Teacher teacher, KeptPictures pictures, Datasets datasets) {
    this.teacher = teacher;
    this.pictures = pictures;
    this.datasets = datasets;
  }

  public void start() {
    every(LESSONS, teacher::settleAll);
    every(SWEEP, this::sweep);
    every(SWEEP, this::emptyBins);
  }

  private void sweep() {
    int removed = pictures.sweep();
    if (removed > 0) {
      LOG.info("{} pictures of classifications were removed", removed);
    }
  }

  private void emptyBins() {
    int removed = datasets.sweep();
    if (removed > 0) {
      LOG.info("{} pictures left the bins for good", removed);
    }
  }

  private void every(Duration pause, Runnable work) {
    ScheduledFuture<?> _ =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
              } catch (RuntimeException failure) {
                LOG.warn("the upkeep of feedback is tried again", failure);
              }
            },
            0,
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Waits for the work of this moment, which is short, and does no more. */
  @Override
  public void close() {
    thread.close();
  }
}
