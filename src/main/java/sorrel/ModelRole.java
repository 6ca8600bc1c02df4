package sorrel;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import sorrel.feedback.FeedbackUpkeep;
import sorrel.inference.ServingNode;
import sorrel.inference.Takeover;
import sorrel.inference.Versions;
import sorrel.inference.actor.ModelServer;
import sorrel.inference.actor.ServerMessage;
import sorrel.kernel.ModelId;
import sorrel.model.Models;
import sorrel.model.RunTasks;
import sorrel.model.actor.ModelDuties;
import sorrel.model.actor.ModelEntity;
import sorrel.model.actor.ModelMessage;
import sorrel.model.actor.ModelProjection;
import sorrel.platform.cluster.ModelRounds;
import sorrel.platform.cluster.NewestPlacement;
import sorrel.platform.config.InferenceSettings;
import sorrel.platform.config.Role;
import sorrel.platform.config.ScalingSettings;
import sorrel.platform.persistence.Journal;
import sorrel.training.actor.RunnerProvider;
import sorrel.training.actor.RunnerScaler;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.scaling.KubernetesRunners;

/**
 * Holds models: their entities and servers, imports into them, and what others left undone. A node
 * without the role only knows the way to them.
 */
final class ModelRole {
  /** Shards that move in one step when a node comes. */
  private static final int REBALANCED_AT_ONCE = 3;

  /** How often models with work under way are woken, wherever they went. */
  private static final Duration UNSETTLED_EVERY = Duration.ofSeconds(30);

  /** How often pinned models are told to be in memory: a server forgets it after a while. */
  private static final Duration PINNED_EVERY = Duration.ofSeconds(20);

  private ModelRole() {}

  static void begin(Foundation base, Contexts contexts, NodeCaches caches) {
    String role = Role.MODEL.key();
    ClusterSharding sharding = ClusterSharding.get(base.system());
    ModelSurroundings elsewhere =
        new ModelSurroundings(
            base.system(),
            contexts.scheduler(),
            contexts.classifier(),
            contexts.datasets(),
            contexts.classificationTasks(),
            caches,
            contexts.pins(),
            contexts.tasks(),
            contexts.usage(),
            base.blocking());
    Journal journal = new Journal(base.database());
    Models models = contexts.models();
    ModelDuties duties =
        new ModelDuties(contexts.scheduler(), elsewhere, models::send, base.clock());
    ModelProjection projection =
        new ModelProjection(
            base.blocking(),
            new ModelViews(
                contexts.index(),
                contexts.tasks(),
                new RunTasks(base.json()),
                contexts.live(),
                base.json(),
                journal));
    sharding.init(
        Entity.of(
                ModelEntity.KEY,
                entity -> ModelEntity.create(entity, projection, duties, models::send))
            .withRole(role)
            .withAllocationStrategy(placement()));
    boolean here = base.settings().roles().contains(Role.MODEL);
    Optional<ServingNode> serving = here ? Optional.of(serving(base, contexts)) : Optional.empty();
    sharding.init(
        Entity.of(
                ModelServer.KEY,
                entity -> serving.map(node -> node.server(entity)).orElseGet(Behaviors::stopped))
            .withRole(role)
            .withAllocationStrategy(placement())
            .withStopMessage(new ServerMessage.Rest()));
    singleton(
        base,
        ModelRounds.create(
            UNSETTLED_EVERY,
            () -> unsettled(base, contexts, journal),
            model -> models.send(model, new ModelMessage.Wake())),
        "model-waker");
    singleton(
        base,
        ModelRounds.create(
            PINNED_EVERY,
            () -> CompletableFuture.supplyAsync(contexts.pins()::all, base.blocking()),
            contexts.classifier()::pin),
        "pin-keeper");
    if (base.settings().scaling().provider() != ScalingSettings.Provider.NONE) {
      singleton(
          base,
          RunnerScaler.create(contexts.scheduler(), () -> runners(base, contexts)),
          "runner-scaler");
    }
    if (here) {
      work(base, contexts);
    }
  }

  private static RunnerProvider runners(Foundation base, Contexts contexts) {
    ScalingSettings settings = base.settings().scaling();
    return switch (settings.provider()) {
      case NONE -> throw new IllegalStateException("nothing provides runners");
      case PROCESSES ->
          new RunnerProcesses(
              base.data().resolve("runners"),
              RunnerChild.of(base),
              name -> contexts.scheduler().tell(new SchedulerCommand.Gone(name, true)));
      case KUBERNETES ->
          new KubernetesRunners(
              settings.kubernetes(), base.settings().cluster().port(), base.json());
    };
  }

  /**
   * A model and its server are on the same node, and come back to it after a restart of all, where
   * the files of what serves still are.
   */
  private static NewestPlacement placement() {
    return new NewestPlacement(REBALANCED_AT_ONCE);
  }

  private static <T> void singleton(Foundation base, Behavior<T> behavior, String name) {
    ActorRef<T> _ =
        ClusterSingleton.get(base.system())
            .init(
                SingletonActor.of(behavior, name)
                    .withSettings(
                        ClusterSingletonSettings.create(base.system()).withRole(Role.MODEL.key())));
  }

  private static ServingNode serving(Foundation base, Contexts contexts) {
    InferenceSettings settings = base.settings().inference();
    Versions versions =
        new Versions(contexts.models(), base::blobs, contexts.networks(), base.blocking());
    return new ServingNode(
        base.system(),
        contexts.classifier(),
        new ModelServer.Serving(
            versions,
            Foundation.pool("predictor", settings.threads()),
            settings.batchMax(),
            settings.queueMax()),
        settings.cacheBytes(),
        base.metrics().registry(),
        base.clock());
  }

  private static CompletionStage<Set<ModelId>> unsettled(
      Foundation base, Contexts contexts, Journal journal) {
    return CompletableFuture.supplyAsync(
        () -> contexts.index().unsettled(modelsOf(journal)), base.blocking());
  }

  private static Map<ModelId, Long> modelsOf(Journal journal) {
    String prefix = ModelEntity.KEY.name() + "|";
    return journal.highestSequenceNumbers(prefix).entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> ModelId.of(entry.getKey().substring(prefix.length())),
                Map.Entry::getValue));
  }

  /** Imports hand back their work before storage goes. */
  private static void work(Foundation base, Contexts contexts) {
    FeedbackUpkeep upkeep =
        new FeedbackUpkeep(contexts.teacher(), contexts.keptPictures(), contexts.datasets());
    Takeover takeover = new Takeover(contexts.classificationTasks());
    String phase = CoordinatedShutdown.PhaseServiceStop();
    base.onShutdown(phase, "imports", contexts.datasets()::close);
    base.onShutdown(phase, "feedback", upkeep::close);
    base.onShutdown(phase, "takeover", takeover::close);
    contexts.datasets().start();
    upkeep.start();
    takeover.start();
  }
}
