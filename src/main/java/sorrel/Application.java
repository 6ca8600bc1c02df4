package sorrel;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.account.Accounts;
import sorrel.account.PasswordHashing;
import sorrel.account.http.AccountProblems;
import sorrel.account.http.AccountRoutes;
import sorrel.account.http.TokenAuthenticator;
import sorrel.account.store.AccountStore;
import sorrel.account.store.TokenStore;
import sorrel.backbone.Backbones;
import sorrel.backbone.engine.OnnxCopy;
import sorrel.backbone.http.BackboneRoutes;
import sorrel.dataset.Datasets;
import sorrel.dataset.http.DatasetAccess;
import sorrel.dataset.http.DatasetProblems;
import sorrel.dataset.http.ImageRoutes;
import sorrel.dataset.http.ImportRoutes;
import sorrel.dataset.worker.ImportOptions;
import sorrel.dataset.worker.ImportStep;
import sorrel.dataset.worker.ImportTasks;
import sorrel.feedback.FeedbackUpkeep;
import sorrel.feedback.Teacher;
import sorrel.feedback.Verdicts;
import sorrel.feedback.http.FeedbackProblems;
import sorrel.feedback.http.FeedbackRoutes;
import sorrel.feedback.http.PictureRoutes;
import sorrel.feedback.http.VerdictRoutes;
import sorrel.inference.ClassificationTasks;
import sorrel.inference.Classifications;
import sorrel.inference.Classifier;
import sorrel.inference.PictureRoom;
import sorrel.inference.Versions;
import sorrel.inference.actor.ModelServer;
import sorrel.inference.actor.ServerMessage;
import sorrel.inference.http.ClassificationProblems;
import sorrel.inference.http.ClassificationRoutes;
import sorrel.inference.http.InferenceProtocolRoutes;
import sorrel.inference.store.PendingInputs;
import sorrel.kernel.ModelId;
import sorrel.model.DataDoctor;
import sorrel.model.ModelDatasetOwner;
import sorrel.model.Models;
import sorrel.model.RunTasks;
import sorrel.model.VersionExport;
import sorrel.model.VersionReports;
import sorrel.model.actor.ModelDuties;
import sorrel.model.actor.ModelEntity;
import sorrel.model.actor.ModelMessage;
import sorrel.model.actor.ModelProjection;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.Plan;
import sorrel.model.domain.Purpose;
import sorrel.model.http.DoctorRoutes;
import sorrel.model.http.ExpansionRoutes;
import sorrel.model.http.ModelCalls;
import sorrel.model.http.ModelProblems;
import sorrel.model.http.ModelRoutes;
import sorrel.model.http.RunRoutes;
import sorrel.model.http.VersionRoutes;
import sorrel.model.store.ModelIndex;
import sorrel.network.Networks;
import sorrel.network.domain.NetworkLoader;
import sorrel.network.engine.FasterNetworkLoader;
import sorrel.network.engine.OnnxRuntimeBackend;
import sorrel.network.engine.SharedNetworkLoader;
import sorrel.network.engine.TensorFlowBackend;
import sorrel.picture.PictureLimits;
import sorrel.picture.PictureReader;
import sorrel.picture.http.PictureProblems;
import sorrel.platform.blobs.BlobSpaces;
import sorrel.platform.blobs.BlobStore;
import sorrel.platform.blobs.FolderBlobSpaces;
import sorrel.platform.cluster.ClusterRoutes;
import sorrel.platform.config.AkkaConfig;
import sorrel.platform.config.DatabaseAddress;
import sorrel.platform.config.InferenceSettings;
import sorrel.platform.config.Settings;
import sorrel.platform.http.ApiDocs;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Health;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.HttpServer;
import sorrel.platform.http.Metrics;
import sorrel.platform.http.ProblemPages;
import sorrel.platform.http.ProblemType;
import sorrel.platform.http.ServerLimits;
import sorrel.platform.http.SqlIdempotencyStore;
import sorrel.platform.persistence.Database;
import sorrel.platform.persistence.EmbeddedPostgres;
import sorrel.platform.persistence.Journal;
import sorrel.platform.serialization.Json;
import sorrel.platform.serialization.SealedTypes;
import sorrel.task.Judgements;
import sorrel.task.KeptPictures;
import sorrel.task.LiveFeed;
import sorrel.task.Tasks;
import sorrel.task.domain.Task;
import sorrel.task.http.TaskRoutes;
import sorrel.task.store.FeedbackTable;
import sorrel.task.store.LessonTable;
import sorrel.task.store.PictureTable;
import sorrel.task.store.TaskColumns;
import sorrel.task.store.TaskTable;
import sorrel.training.DatasetCache;
import sorrel.training.DatasetImages;
import sorrel.training.HeadJobs;
import sorrel.training.JobRunner;
import sorrel.training.LearningNetworks;
import sorrel.training.PictureDecoder;
import sorrel.training.actor.RunnerPool;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.actor.TrainingScheduler;
import sorrel.training.domain.Layer;
import sorrel.training.engine.NativeLibrary;
import sorrel.training.engine.TensorFlowFineTuning;
import sorrel.training.engine.TensorFlowTrainingEngine;
import sorrel.training.engine.TrainingThreads;
import sorrel.training.engine.WholeNetworkExport;
import sorrel.training.http.RunnerRoutes;

/** One process of Sorrel, wired top to bottom: every object is made here, by constructor. */
public final class Application implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  /** More threads would help the networks made here little, and take the cores from the others. */
  private static final int THREADS_OF_BATCH_MAX = 4;

  /** Of the memory there is, the part for pictures that wait to be kept: an eighth. */
  private static final int SHARE_OF_PICTURES = 8;

  /** How long each engine is tried on a network that is loaded: long enough for tens of runs. */
  private static final Duration ENGINE_TRIAL = Duration.ofMillis(150);

  private final ActorSystem<Void> system;
  private final HttpServer http;

  private Application(ActorSystem<Void> system, HttpServer http) {
    this.system = system;
    this.http = http;
  }

  /**
   * Starts everything and returns once requests are answered.
   *
   * @param exitJvm whether the process ends with the actor system; false in tests
   */
  public static Application start(Settings settings, boolean exitJvm) {
    // Two seconds of loading that nobody needs to wait for.
    Thread.ofPlatform().name("native-library").daemon().start(NativeLibrary::load);
    Path data = settings.data().folder();
    Clock clock = Clock.systemUTC();
    ObjectMapper json = Json.mapper();
    for (Class<?> family : List.of(Layer.class, Plan.class, Purpose.class)) {
      SealedTypes.register(json, family);
    }
    Metrics metrics = new Metrics();

    // Storage.
    Optional<EmbeddedPostgres> postgres =
        settings.database().address().isPresent()
            ? Optional.empty()
            : Optional.of(EmbeddedPostgres.start(data));
    DatabaseAddress address =
        settings.database().address().orElseGet(() -> postgres.orElseThrow().address());
    Database database = Database.open(address, settings.database().connections());
    BlobSpaces blobs = blobs(data.resolve("blobs"));
    Function<ModelId, BlobStore> modelBlobs = model -> store(blobs, model);

    // The node.
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), "sorrel", AkkaConfig.of(settings, address, exitJvm));
    AkkaConfig.join(system);
    ClusterSharding sharding = ClusterSharding.get(system);
    ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    ExecutorService cores = pool("decoder", Runtime.getRuntime().availableProcessors());
    PictureReader pictures =
        new PictureReader(
            new PictureLimits(settings.picture().bytesMax(), settings.picture().pixelsMax()));

    // Accounts and tasks.
    Accounts accounts =
        new Accounts(
            new AccountStore(database.jdbi()),
            new TokenStore(database.jdbi()),
            new PasswordHashing(),
            settings.account(),
            clock,
            new SecureRandom());
    TokenAuthenticator authenticator = new TokenAuthenticator(accounts);
    LiveFeed live = new LiveFeed(system);
    TaskColumns taskColumns = new TaskColumns(json);
    Tasks tasks = new Tasks(new TaskTable(database.jdbi(), taskColumns), live, json);
    Judgements judgements =
        new Judgements(
            new LessonTable(database.jdbi(), taskColumns),
            new FeedbackTable(database.jdbi()),
            clock);
    KeptPictures keptPictures =
        new KeptPictures(
            new PictureTable(database.jdbi()),
            settings.feedback().picturesAgeMax(),
            settings.feedback().picturesBytesMax(),
            clock);

    // Models, their pictures and their servers.
    Models models = new Models(system);
    ModelIndex index = new ModelIndex(database.jdbi(), json);
    Journal journal = new Journal(database);
    ModelDatasetOwner owner = new ModelDatasetOwner(models, clock);
    Datasets datasets =
        new Datasets(
            new Datasets.Surroundings(
                database,
                blobs,
                owner,
                importTasks(tasks),
                json,
                ImportOptions.of(settings),
                clock,
                ImportStep.Observer.none()));
    Classifier classifier = new Classifier(system);
    Classifications classifications = new Classifications(models, classifier, pictures, cores);
    ClassificationTasks classificationTasks =
        new ClassificationTasks(
            classifications,
            tasks,
            new PendingInputs(database.jdbi()),
            models,
            json,
            blocking,
            clock);
    Networks networks =
        new Networks(
            data.resolve("cache/versions"),
            modelBlobs,
            networkLoader(settings.inference(), metrics));
    Versions versions =
        new Versions(
            models,
            modelBlobs,
            networks,
            blocking,
            pool("predictor", settings.inference().threads()));

    // Feedback.
    Teacher teacher =
        new Teacher(judgements, keptPictures, datasets, model -> catchUp(models, model, clock));
    Verdicts verdicts = new Verdicts(tasks, models, judgements, keptPictures, datasets, teacher);
    FeedbackUpkeep upkeep = new FeedbackUpkeep(teacher, keptPictures);

    // Training.
    ActorRef<SchedulerCommand> scheduler =
        ClusterSingleton.get(system)
            .init(
                SingletonActor.of(
                    TrainingScheduler.create(
                        clock, report -> models.report(report, clock.instant())),
                    "training-scheduler"));
    DatasetImages images = new DatasetImages(datasets, pictures);
    PictureDecoder decoder = new PictureDecoder(pictures);
    DatasetCache datasetCache = new DatasetCache(data.resolve("cache/datasets"), images, decoder);
    TrainingThreads threads = new TrainingThreads(settings.training().threads());
    LearningNetworks learning =
        new LearningNetworks(
            new TensorFlowTrainingEngine(threads),
            new TensorFlowFineTuning(threads, settings.training().memory(), OnnxCopy::write),
            modelBlobs);
    JobRunner runner =
        new JobRunner(
            data.resolve("scratch"),
            datasetCache,
            learning,
            new HeadJobs(
                datasetCache, images, decoder, learning, networks, modelBlobs, json, HeadJobs.SOON),
            modelBlobs,
            new TrainingFeed(live, json));

    Backbones backbones = BackboneCommand.of(data);

    // What a model's state calls for, and where it is shown.
    ModelSurroundings elsewhere =
        new ModelSurroundings(
            system,
            scheduler,
            classifier,
            datasets,
            datasetCache,
            classificationTasks,
            networks,
            tasks,
            blocking);
    ModelDuties duties = new ModelDuties(scheduler, elsewhere, models::send, clock);
    ModelProjection projection =
        new ModelProjection(
            blocking, new ModelViews(index, tasks, new RunTasks(json), live, json, journal));
    sharding.init(
        Entity.of(
            ModelEntity.KEY,
            entity -> ModelEntity.create(entity, projection, duties, models::send)));
    sharding.init(
        Entity.of(
                ModelServer.KEY,
                entity ->
                    ModelServer.create(
                        entity,
                        new ModelServer.Serving(
                            versions,
                            versions,
                            settings.inference().batchMax(),
                            settings.inference().queueMax())))
            .withStopMessage(new ServerMessage.Rest()));
    system.systemActorOf(
        RunnerPool.create(
            system.address().hostPort(), settings.training().slots(), runner, scheduler),
        "runner-pool",
        Props.empty());

    // The edge.
    ClusterRoutes cluster = new ClusterRoutes(system);
    ModelCalls calls = new ModelCalls(models);
    VersionReports reports = new VersionReports(modelBlobs, json);
    DatasetAccess pictureAccess = new DatasetAccess(datasets, owner, owner);
    List<Endpoint.Resource> resources =
        List.of(
            new Health(
                List.of(
                    new Health.Check("database", database::ready),
                    new Health.Check("cluster", cluster::isUp)),
                metrics),
            new ApiDocs(),
            new ProblemPages(problems()),
            new AccountRoutes(accounts, authenticator, settings.account()),
            new ModelRoutes(calls, index, pictures, settings.training().targetAccuracy(), clock),
            new RunRoutes(
                calls,
                index,
                images::augmentation,
                new NetworkOffers(backbones, index, modelBlobs),
                settings.training().budget(),
                settings.training().memory(),
                clock),
            new BackboneRoutes(backbones),
            new ExpansionRoutes(calls, clock),
            new DoctorRoutes(calls, new DataDoctor(modelBlobs, datasets), reports),
            new VersionRoutes(
                calls,
                new VersionExport(modelBlobs, new WholeNetworkExport(), json),
                reports,
                clock),
            new ImportRoutes(pictureAccess, settings.http().importBodyBytesMax()),
            new ImageRoutes(pictureAccess, settings.picture().bytesMax()),
            new ClassificationRoutes(
                classifications,
                classificationTasks,
                new PictureRoom(Runtime.getRuntime().maxMemory() / SHARE_OF_PICTURES),
                settings.picture().bytesMax()),
            new InferenceProtocolRoutes(classifications),
            new TaskRoutes(tasks, live),
            new PictureRoutes(tasks, keptPictures, datasets),
            new VerdictRoutes(verdicts),
            new FeedbackRoutes(calls, judgements),
            new RunnerRoutes(system, scheduler),
            cluster);
    HttpServer http =
        HttpServer.start(
                system,
                ServerLimits.of(settings.http()),
                json,
                endpoints(resources),
                authenticator,
                Optional.of(new SqlIdempotencyStore(database.jdbi(), clock)),
                metrics)
            .toCompletableFuture()
            .join();

    closeWith(system, datasets, upkeep, tasks, database, postgres);
    datasets.start();
    classificationTasks.resume();
    upkeep.start();
    wake(models, index.unsettled(modelsOf(journal)));
    Application application = new Application(system, http);
    LOG.info("Sorrel answers at {}", application.address());
    return application;
  }

  private static NetworkLoader networkLoader(InferenceSettings settings, Metrics metrics) {
    return new SharedNetworkLoader(
        new FasterNetworkLoader(
            List.of(
                new OnnxRuntimeBackend(Math.min(settings.threads(), THREADS_OF_BATCH_MAX)),
                new TensorFlowBackend(NativeLibrary::load, settings.batchMax())),
            ENGINE_TRIAL,
            engine -> metrics.registry().counter("networks.loaded", "engine", engine).increment()));
  }

  private static List<ProblemType> problems() {
    return Stream.of(
            HttpProblems.ALL,
            AccountProblems.ALL,
            ModelProblems.ALL,
            PictureProblems.ALL,
            DatasetProblems.ALL,
            ClassificationProblems.ALL,
            FeedbackProblems.ALL)
        .flatMap(List::stream)
        .toList();
  }

  private static List<Endpoint> endpoints(List<Endpoint.Resource> resources) {
    return resources.stream().flatMap(resource -> resource.endpoints().stream()).toList();
  }

  private static BlobSpaces blobs(Path folder) {
    try {
      return new FolderBlobSpaces(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static BlobStore store(BlobSpaces blobs, ModelId model) {
    try {
      return blobs.of(model.toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().name(name + "-", 0).daemon().factory());
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

  private static Map<ModelId, Long> modelsOf(Journal journal) {
    String prefix = ModelEntity.KEY.name() + "|";
    return journal.highestSequenceNumbers(prefix).entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> ModelId.of(entry.getKey().substring(prefix.length())),
                Map.Entry::getValue));
  }

  private static void catchUp(Models models, ModelId model, Clock clock) {
    models.ask(model, new ModelCommand.CatchUp(clock.instant())).toCompletableFuture().join();
  }

  private static void wake(Models models, Set<ModelId> unsettled) {
    unsettled.forEach(model -> models.send(model, new ModelMessage.Wake()));
  }

  /** Imports hand back their work first, storage goes last, when no actor needs it any more. */
  private static void closeWith(
      ActorSystem<?> system,
      Datasets datasets,
      FeedbackUpkeep upkeep,
      Tasks tasks,
      Database database,
      Optional<EmbeddedPostgres> postgres) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    onShutdown(shutdown, CoordinatedShutdown.PhaseServiceStop(), "imports", datasets::close);
    onShutdown(shutdown, CoordinatedShutdown.PhaseServiceStop(), "feedback", upkeep::close);
    onShutdown(
        shutdown,
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
        "storage",
        () -> {
          tasks.close();
          database.close();
          postgres.ifPresent(EmbeddedPostgres::close);
        });
  }

  private static void onShutdown(
      CoordinatedShutdown shutdown, String phase, String name, Runnable work) {
    shutdown.addTask(
        phase,
        name,
        () ->
            CompletableFuture.supplyAsync(
                () -> {
                  work.run();
                  return Done.getInstance();
                },
                Thread::startVirtualThread));
  }

  /** Where it answers, such as {@code http://127.0.0.1:8080}. */
  public URI address() {
    InetSocketAddress bound = http.address();
    String host =
        bound.getAddress().isAnyLocalAddress()
            ? InetAddress.getLoopbackAddress().getHostAddress()
            : bound.getAddress().getHostAddress();
    return URI.create(
        "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, bound.getPort()));
  }

  /** Ends when the process is told to stop. */
  public CompletionStage<Done> whenStopped() {
    return system.getWhenTerminated();
  }

  /** Stops taking requests, lets work finish or hands it back, and closes everything. */
  @Override
  public void close() {
    CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.unknownReason())
        .toCompletableFuture()
        .join();
  }
}
