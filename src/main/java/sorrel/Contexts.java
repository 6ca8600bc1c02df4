package sorrel;

import akka.actor.typed.ActorRef;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import sorrel.account.Quotas;
import sorrel.account.domain.Quota;
import sorrel.account.store.AccountStore;
import sorrel.dataset.Datasets;
import sorrel.dataset.store.DatasetSizes;
import sorrel.dataset.worker.ImportOptions;
import sorrel.dataset.worker.ImportStep;
import sorrel.dataset.worker.ImportTasks;
import sorrel.feedback.Teacher;
import sorrel.inference.ClassificationTasks;
import sorrel.inference.Classifications;
import sorrel.inference.Classifier;
import sorrel.inference.PinnedModels;
import sorrel.inference.UseCounts;
import sorrel.inference.store.PendingInputs;
import sorrel.inference.store.Pins;
import sorrel.kernel.ModelId;
import sorrel.model.ModelDatasetOwner;
import sorrel.model.Models;
import sorrel.model.domain.ModelCommand;
import sorrel.model.store.ModelIndex;
import sorrel.network.Networks;
import sorrel.network.domain.NetworkLoader;
import sorrel.network.engine.FasterNetworkLoader;
import sorrel.network.engine.OnnxRuntimeBackend;
import sorrel.network.engine.SharedNetworkLoader;
import sorrel.network.engine.TensorFlowBackend;
import sorrel.platform.blobs.BlobStore;
import sorrel.platform.cluster.NodeTable;
import sorrel.platform.config.AccountSettings;
import sorrel.platform.config.InferenceSettings;
import sorrel.platform.config.Role;
import sorrel.platform.config.ScalingSettings;
import sorrel.platform.persistence.Database;
import sorrel.task.Judgements;
import sorrel.task.KeptPictures;
import sorrel.task.LiveFeed;
import sorrel.task.Tasks;
import sorrel.task.Usage;
import sorrel.task.domain.Task;
import sorrel.task.store.FeedbackTable;
import sorrel.task.store.LessonTable;
import sorrel.task.store.PictureTable;
import sorrel.task.store.TaskColumns;
import sorrel.task.store.TaskTable;
import sorrel.task.store.UsageTable;
import sorrel.training.DatasetImages;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.actor.TrainingScheduler;
import sorrel.training.domain.ScalingPolicy;
import sorrel.training.engine.NativeLibrary;

/**
 * The contexts as others use them, over the database, the blobs and the cluster's actors: the same
 * on every node, wherever the work is done.
 */
record Contexts(
    LiveFeed live,
    Tasks tasks,
    Usage usage,
    UseCounts counts,
    Judgements judgements,
    KeptPictures keptPictures,
    Models models,
    ModelIndex index,
    Quotas quotas,
    ModelDatasetOwner owner,
    Datasets datasets,
    DatasetImages images,
    Networks networks,
    Classifier classifier,
    Classifications classifications,
    ClassificationTasks classificationTasks,
    PinnedModels pins,
    Teacher teacher,
    ActorRef<SchedulerCommand> scheduler) {
  /** How long each engine is tried on a network that is loaded: long enough for tens of runs. */
  private static final Duration ENGINE_TRIAL = Duration.ofMillis(150);

  /** More threads would help the networks made here little, and take the cores from the others. */
  private static final int THREADS_OF_BATCH_MAX = 4;

  static Contexts of(Foundation base) {
    Database database = base.database();
    Clock clock = base.clock();
    LiveFeed live = new LiveFeed(base.system());
    TaskColumns columns = new TaskColumns(base.records());
    TaskTable taskTable = new TaskTable(database.jdbi(), columns);
    Usage usage = new Usage(new UsageTable(database.jdbi()), taskTable, clock);
    UseCounts counts = new UseCounts(usage, clock);
    Tasks tasks = new Tasks(taskTable, live, base.json(), base.system().executionContext());
    Judgements judgements =
        new Judgements(
            new LessonTable(database.jdbi(), columns), new FeedbackTable(database.jdbi()), clock);
    KeptPictures keptPictures =
        new KeptPictures(
            new PictureTable(database.jdbi()),
            base.settings().feedback().picturesAgeMax(),
            base.settings().feedback().picturesBytesMax(),
            clock);
    Models models = new Models(base.system());
    ModelDatasetOwner owner = new ModelDatasetOwner(models, clock);
    ModelIndex index = new ModelIndex(database.jdbi(), base.records());
    Quotas quotas = quotas(base, index);
    Datasets datasets =
        new Datasets(
            new Datasets.Surroundings(
                database,
                base.blobs(),
                owner,
                quotas::bytes,
                importTasks(tasks),
                base.records(),
                ImportOptions.of(base.settings()),
                clock,
                ImportStep.Observer.none()));
    Classifier classifier = new Classifier(base.system());
    Classifications classifications =
        new Classifications(models, classifier, base.pictures(), base.cores());
    ClassificationTasks classificationTasks =
        new ClassificationTasks(
            classifications,
            tasks,
            counts,
            new PendingInputs(database.jdbi(), base.presence().id(), NodeTable.SILENT),
            models,
            base.json(),
            base.blocking(),
            clock);
    return new Contexts(
        live,
        tasks,
        usage,
        counts,
        judgements,
        keptPictures,
        models,
        index,
        quotas,
        owner,
        datasets,
        new DatasetImages(datasets, base.pictures()),
        networks(
            base.data().resolve("cache/versions"),
            base::blobs,
            base.settings().inference(),
            engine ->
                base.metrics().registry().counter("networks.loaded", "engine", engine).increment()),
        classifier,
        classifications,
        classificationTasks,
        new PinnedModels(new Pins(database.jdbi()), models, classifier),
        new Teacher(judgements, keptPictures, datasets, model -> catchUp(models, model, clock)),
        scheduler(base, models));
  }

  /**
   * Networks of this process.
   *
   * @param folder for files of networks that it used
   * @param loaded hears which engine each network is loaded into
   */
  static Networks networks(
      Path folder,
      Function<ModelId, BlobStore> blobs,
      InferenceSettings settings,
      Consumer<String> loaded) {
    NetworkLoader loader =
        new SharedNetworkLoader(
            new FasterNetworkLoader(
                List.of(
                    new OnnxRuntimeBackend(Math.min(settings.threads(), THREADS_OF_BATCH_MAX)),
                    new TensorFlowBackend(NativeLibrary::load, settings.batchMax())),
                ENGINE_TRIAL,
                loaded));
    return new Networks(folder, blobs, loader);
  }

  /** One in the cluster, on a node that holds models; here, the way to it. */
  private static ActorRef<SchedulerCommand> scheduler(Foundation base, Models models) {
    return ClusterSingleton.get(base.system())
        .init(
            SingletonActor.of(
                    TrainingScheduler.create(
                        base.clock(),
                        report -> models.report(report, base.clock().instant()),
                        policy(base.settings().scaling())),
                    "training-scheduler")
                .withSettings(
                    ClusterSingletonSettings.create(base.system()).withRole(Role.MODEL.key())));
  }

  private static Quotas quotas(Foundation base, ModelIndex index) {
    AccountSettings settings = base.settings().account();
    return new Quotas(
        new AccountStore(base.database().jdbi()),
        new AccountHoldings(index, new DatasetSizes(base.database().jdbi())),
        new Quota(settings.modelsMax(), settings.picturesBytesMax()));
  }

  private static ScalingPolicy policy(ScalingSettings settings) {
    return new ScalingPolicy(
        settings.min(),
        settings.max(),
        settings.qualityOfService(),
        (int) Math.max(1, settings.calm().dividedBy(TrainingScheduler.LOOK)));
  }

  private static ImportTasks importTasks(Tasks tasks) {
    return new ImportTasks() {
      @Override
      public CompletionStage<Void> record(Task task) {
        return tasks.record(task);
      }

      @Override
      public void show(Task task) {
        tasks.show(task);
      }
    };
  }

  private static void catchUp(Models models, ModelId model, Clock clock) {
    models.ask(model, new ModelCommand.CatchUp(clock.instant())).toCompletableFuture().join();
  }
}
