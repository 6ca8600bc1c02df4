package sorrel.remote.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sorrel.remote.domain.Seen;
import sorrel.training.JobRunner;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.Progress;
import sorrel.training.domain.TrainingJob;

/** Tells the server how far jobs are, the newest of each twice a second; what fails is dropped. */
final class ProgressSender implements JobRunner.Listener, AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final ServerConnection server;
  private final Map<JobKey, Seen> newest = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("progress").daemon().factory());

  ProgressSender(ServerConnection server) {
    this.server = server;
    var _ =
        thread.scheduleWithFixedDelay(
            this::send, STEP.toMillis(), STEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void at(TrainingJob job, Progress.Moment moment) {
    newest.put(job.key(), new Seen(job.key(), Optional.of(moment), Optional.empty()));
  }

  @Override
  public void seen(TrainingJob job, int pictures) {
    newest.put(job.key(), new Seen(job.key(), Optional.empty(), Optional.of(pictures)));
  }

  private void send() {
    for (JobKey job : List.copyOf(newest.keySet())) {
      try {
        server.tell("/progress", newest.remove(job), ANSWER);
      } catch (IOException | Refused lost) {
        // The next one tells more, and the polls notice what is wrong.
        return;
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
