package sorrel;

import akka.Done;
import akka.actor.BootstrapSetup;
import akka.actor.CoordinatedShutdown;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import sorrel.kernel.ModelId;
import sorrel.model.domain.Plan;
import sorrel.model.domain.Purpose;
import sorrel.picture.PictureLimits;
import sorrel.picture.PictureReader;
import sorrel.platform.blobs.BlobSpaces;
import sorrel.platform.blobs.BlobStore;
import sorrel.platform.blobs.Blobs;
import sorrel.platform.cluster.FiguresRoute;
import sorrel.platform.cluster.Membership;
import sorrel.platform.cluster.NodeTable;
import sorrel.platform.cluster.Presence;
import sorrel.platform.config.AkkaConfig;
import sorrel.platform.config.DatabaseAddress;
import sorrel.platform.config.Settings;
import sorrel.platform.http.Metrics;
import sorrel.platform.persistence.Database;
import sorrel.platform.persistence.EmbeddedPostgres;
import sorrel.platform.serialization.Json;
import sorrel.platform.serialization.SealedTypes;
import sorrel.task.Tasks;
import sorrel.task.Usage;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.Layer;
import sorrel.training.domain.TrainingJob;

/**
 * What every process has, whatever its roles: storage, the actor system, threads.
 *
 * @param json for requests and answers
 * @param records for what is kept in tables and blobs, which a newer build may have written
 * @param postgres the embedded server, where it is used
 * @param presence this node among those that share the database
 * @param blocking threads that may block, one for each task
 * @param cores as many threads as there are cores, to decode pictures on
 */
record Foundation(
    Settings settings,
    Clock clock,
    ObjectMapper json,
    ObjectMapper records,
    Metrics metrics,
    Optional<EmbeddedPostgres> postgres,
    Database database,
    Presence presence,
    BlobSpaces blobs,
    ActorSystem<Void> system,
    PictureReader pictures,
    ExecutorService blocking,
    ExecutorService cores) {
  /**
   * Opens storage and starts the actor system, which begins to join its cluster.
   *
   * @param exitJvm whether the process ends with the actor system; false in tests
   */
  static Foundation open(Settings settings, boolean exitJvm) {
    ObjectMapper json = mapper();
    Path data = settings.data().folder();
    Metrics metrics = new Metrics();
    new DiskSpaceMetrics(data.toFile()).bindTo(metrics.registry());
    BlobSpaces blobs = Blobs.open(settings.blobs(), data.resolve("cache/blobs"));
    Optional<EmbeddedPostgres> postgres =
        settings.database().address().isPresent()
            ? Optional.empty()
            : Optional.of(EmbeddedPostgres.start(data));
    DatabaseAddress address =
        settings.database().address().orElseGet(() -> postgres.orElseThrow().address());
    Database database = Database.open(address, settings.database().connections());
    NodeTable nodes = new NodeTable(database.jdbi());
    if (settings.cluster().alone()) {
      nodes.leaveAll();
    }
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(),
            "sorrel",
            ActorSystemSetup.create(
                BootstrapSetup.create(AkkaConfig.of(settings, address, exitJvm)),
                new FiguresRoute.Source(metrics::scrape)));
    Membership.listen(system, settings.cluster());
    // From here on others may find this node.
    Presence presence =
        Presence.begin(nodes, settings.cluster().host(), settings.cluster().managementPort());
    Membership.begin(system, settings.cluster());
    return new Foundation(
        settings,
        Clock.systemUTC(),
        json,
        Json.tolerant(json),
        metrics,
        postgres,
        database,
        presence,
        blobs,
        system,
        new PictureReader(
            new PictureLimits(settings.picture().bytesMax(), settings.picture().pixelsMax())),
        Executors.newVirtualThreadPerTaskExecutor(),
        pool("decoder", Runtime.getRuntime().availableProcessors()));
  }

  /** JSON as it is kept, and sent to people and to remote runners. */
  static ObjectMapper mapper() {
    ObjectMapper json = Json.mapper();
    List.of(
            Layer.class,
            Plan.class,
            Purpose.class,
            TrainingJob.class,
            TrainingJob.Subject.class,
            JobReport.class)
        .forEach(family -> SealedTypes.register(json, family));
    return json;
  }

  /** Where the database is, also where it is embedded. */
  DatabaseAddress address() {
    return settings.database().address().orElseGet(() -> postgres.orElseThrow().address());
  }

  /** Where files of this node lie. */
  Path data() {
    return settings.data().folder();
  }

  /** The blobs of a model. */
  BlobStore blobs(ModelId model) {
    try {
      return blobs.of(model.toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().name(name + "-", 0).daemon().factory());
  }

  /** Does something in a phase of the process's end. */
  void onShutdown(String phase, String name, Runnable work) {
    CoordinatedShutdown.get(system)
        .addTask(
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

  /** Storage goes last, when no actor needs it any more. */
  void closeLast(Tasks tasks, Usage usage) {
    onShutdown(
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
        "storage",
        () -> {
          tasks.close();
          usage.close();
          presence.close();
          blobs.close();
          database.close();
          postgres.ifPresent(EmbeddedPostgres::close);
        });
  }
}
