package sorrel;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import scala.concurrent.ExecutionContext;
import sorrel.backbone.engine.OnnxCopy;
import sorrel.kernel.ModelId;
import sorrel.network.Networks;
import sorrel.picture.PictureReader;
import sorrel.platform.blobs.BlobStore;
import sorrel.platform.config.Settings;
import sorrel.platform.config.TrainingSettings;
import sorrel.training.DatasetCache;
import sorrel.training.HeadJobs;
import sorrel.training.JobRunner;
import sorrel.training.LearningNetworks;
import sorrel.training.PictureDecoder;
import sorrel.training.actor.RunnerCommand;
import sorrel.training.actor.RunnerPool;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.domain.ImageSource;
import sorrel.training.domain.RunnerKind;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.engine.Devices;
import sorrel.training.engine.TensorFlowFineTuning;
import sorrel.training.engine.TensorFlowTrainingEngine;
import sorrel.training.engine.TrainingThreads;

/** Trains: the slots of this node, and what a job needs. */
final class RunnerRole {
  /** A job ends within a second; the phase of the process's end has five. */
  private static final Duration STOP = Duration.ofSeconds(4);

  /** A process that has ended is missed for so long. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private RunnerRole() {}

  static void begin(Foundation base, Contexts contexts, DatasetCache datasetCache) {
    switch (base.settings().training().isolation()) {
      case NONE -> here(base, contexts, datasetCache);
      case PROCESS -> beside(base, contexts);
    }
  }

  private static void here(Foundation base, Contexts contexts, DatasetCache datasetCache) {
    Settings settings = base.settings();
    JobRunner runner =
        jobs(
            settings,
            base.data(),
            datasetCache,
            contexts.images(),
            base.pictures(),
            contexts.networks(),
            base::blobs,
            base.json(),
            new TrainingFeed(contexts.live(), base.json()));
    CompletableFuture<RunnerKind> kind = kind(settings.training());
    ActorRef<RunnerCommand> pool =
        base.system()
            .systemActorOf(
                RunnerPool.create(
                    new RunnerPool.Node(
                        base.system().address().hostPort(),
                        settings.training().slots(),
                        () -> RunnerTraits.ofAll(kind.getNow(RunnerKind.CPU), datasetCache.near()),
                        base.clock()),
                    runner,
                    contexts.scheduler()),
                "runner-pool",
                Props.empty());
    // First of all, so that others begin with the jobs while this node does what else there is.
    CoordinatedShutdown.get(base.system())
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "hand back jobs",
            () ->
                AskPattern.<RunnerCommand, Done>ask(
                        pool, RunnerCommand.HandBack::new, STOP, base.system().scheduler())
                    // What does not end in time is lost with the process.
                    .exceptionally(_ -> Done.getInstance()));
  }

  /**
   * What does jobs in this process.
   *
   * @param data the folder of its files
   */
  static JobRunner jobs(
      Settings settings,
      Path data,
      DatasetCache datasets,
      ImageSource images,
      PictureReader pictures,
      Networks networks,
      Function<ModelId, BlobStore> blobs,
      ObjectMapper json,
      JobRunner.Listener listener) {
    TrainingThreads threads = threads(settings.training());
    LearningNetworks learning =
        new LearningNetworks(
            new TensorFlowTrainingEngine(threads),
            new TensorFlowFineTuning(threads, settings.training().memory(), OnnxCopy::write),
            blobs);
    HeadJobs heads =
        new HeadJobs(
            datasets,
            images,
            new PictureDecoder(pictures),
            learning,
            networks,
            blobs,
            json,
            HeadJobs.SOON,
            threads.helpers());
    return new JobRunner(data.resolve("scratch"), datasets, learning, heads, blobs, listener);
  }

  /** The slots are in a process of their own, which is started again when it ends. */
  private static void beside(Foundation base, Contexts contexts) {
    RunnerProcesses processes =
        new RunnerProcesses(
            base.data().resolve("runner"),
            RunnerChild.of(base),
            name -> contexts.scheduler().tell(new SchedulerCommand.Gone(name, true)));
    Cancellable keeping =
        base.system()
            .scheduler()
            .scheduleWithFixedDelay(
                Duration.ZERO,
                AGAIN,
                () -> processes.keep(1),
                ExecutionContext.fromExecutor(base.blocking()));
    base.onShutdown(
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "runner process",
        () -> {
          keeping.cancel();
          processes.close();
          processes.awaitEnd(STOP);
        });
  }

  static TrainingThreads threads(TrainingSettings settings) {
    return new TrainingThreads(settings.threads(), settings.niceness());
  }

  /** What this process calculates with; known within seconds. */
  static CompletableFuture<RunnerKind> kind(TrainingSettings settings) {
    // The library takes seconds to load. It is asked in any case, for the threads that it then has.
    CompletableFuture<RunnerKind> found =
        CompletableFuture.supplyAsync(
            () -> Devices.kind(threads(settings)),
            task -> Thread.ofPlatform().name("devices").daemon().start(task));
    return switch (settings.kind()) {
      case CPU -> CompletableFuture.completedFuture(RunnerKind.CPU);
      case GPU -> CompletableFuture.completedFuture(RunnerKind.GPU);
      case AUTO -> found;
    };
  }
}
