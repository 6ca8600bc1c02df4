package sorrel.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.kernel.FileTrees;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.platform.blobs.BlobStore;
import sorrel.training.actor.JobExecutor;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.Progress;
import sorrel.training.domain.RoundOutcome;
import sorrel.training.domain.TrainingJob;

/** Does the jobs of a runner's slot: fetches pictures and checkpoint, trains, stores what came. */
public final class JobRunner implements JobExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  /** Hears of the progress of jobs on this node. */
  public interface Listener {
    void at(TrainingJob job, Progress.Moment moment);

    /** So many pictures went through a network that stays as it is. */
    void seen(TrainingJob job, int pictures);
  }

  private final Path scratch;
  private final DatasetCache datasets;
  private final LearningNetworks networks;
  private final Function<ModelId, BlobStore> blobs;
  private final HeadJobs heads;
  private final Listener listener;

  /**
   * Works in a folder of its own.
   *
   * @param scratch a folder for files of jobs under way; what a crash left there is of no use
   */
  public JobRunner(
      Path scratch,
      DatasetCache datasets,
      LearningNetworks networks,
      HeadJobs heads,
      Function<ModelId, BlobStore> blobs,
      Listener listener) {
    this.scratch = scratch;
    this.datasets = datasets;
    this.networks = networks;
    this.blobs = blobs;
    this.heads = heads;
    this.listener = listener;
    FileTrees.delete(scratch);
  }

  @Override
  public JobReport execute(TrainingJob job, BooleanSupplier cancelled) {
    Path folder = scratch.resolve(job.key().toString().replace('/', '-'));
    try {
      Files.createDirectories(folder);
      return switch (job) {
        case TrainingJob.Round round -> round(round, folder, cancelled);
        case TrainingJob.Finish finish -> heads.finish(finish, folder, cancelled);
        case TrainingJob.Fit fit ->
            heads.fit(fit, folder, cancelled, done -> listener.seen(fit, done));
        case TrainingJob.FinishFit finish -> heads.finish(finish, folder);
      };
    } catch (IOException | RuntimeException failure) {
      if (cancelled.getAsBoolean()) {
        return new JobReport.Stopped(job.key(), job.candidate());
      }
      LOG.warn("job {} failed", job.key(), failure);
      return new JobReport.Failed(
          job.key(), job.candidate(), "the pictures or the weights could not be read or stored.");
    } finally {
      FileTrees.delete(folder);
    }
  }

  private JobReport round(TrainingJob.Round round, Path folder, BooleanSupplier cancelled)
      throws IOException {
    BlobStore store = blobs.apply(round.key().model());
    Path to = folder.resolve("checkpoint");
    try (DatasetCache.Open open = datasets.open(round.key().model(), round.learning(), cancelled)) {
      // Only now: decoding may take longer than a copy of a blob stays.
      Optional<Path> from =
          round.checkpoint().isPresent()
              ? Optional.of(store.local(round.checkpoint().get()))
              : Optional.empty();
      RoundOutcome outcome =
          networks.train(round, from, to, open.data(), progress(round, cancelled));
      return switch (outcome) {
        case RoundOutcome.Finished done -> {
          Sha256 checkpoint = store.put(to);
          yield new JobReport.RoundDone(
              round.key(),
              round.candidate(),
              done.epochsDone(),
              done.validationRight(),
              done.validationTotal(),
              done.trainingLoss(),
              done.seconds(),
              checkpoint,
              Optional.empty());
        }
        case RoundOutcome.Cancelled stopped ->
            new JobReport.Stopped(round.key(), round.candidate());
        case RoundOutcome.Failed failed ->
            new JobReport.Failed(round.key(), round.candidate(), failed.reason());
      };
    }
  }

  private Progress progress(TrainingJob job, BooleanSupplier cancelled) {
    return new Progress() {
      @Override
      public void at(Moment moment) {
        listener.at(job, moment);
      }

      @Override
      public boolean cancelled() {
        return cancelled.getAsBoolean();
      }
    };
  }
}
