package sorrel.model.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import java.time.Duration;
import java.util.function.BiConsumer;
import sorrel.kernel.Decision;
import sorrel.kernel.ModelId;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.ModelEvent;
import sorrel.model.domain.ModelRejection;

/** One model: journals what its rules decide and keeps going what its state calls for. */
public final class ModelEntity
    extends EventSourcedBehaviorWithEnforcedReplies<ModelMessage, ModelEvent, Model> {
  public static final EntityTypeKey<ModelMessage> KEY =
      EntityTypeKey.create(ModelMessage.class, "Model");

  /** How often a model with work under way sees to it again; a lost message costs this long. */
  private static final Duration RENEWAL = Duration.ofSeconds(5);

  private static final int SNAPSHOT_EVERY = 100;
  private static final int SNAPSHOTS_KEPT = 2;

  /** Takes the state after each change, with the sequence number of its newest event. */
  public interface Observer {
    void changed(ModelId model, long revision, Model state);
  }

  private final ActorContext<ModelMessage> context;
  private final ModelId id;
  private final Observer observer;
  private final BiConsumer<ModelId, Model> duties;
  private final Runnable keepAwake;

  /**
   * The behavior of one model.
   *
   * @param observer told after each change and after each recovery
   * @param duties starts what the state's obligations call for; returns at once
   * @param wake sends {@link ModelMessage.Wake} to a model through its shard, which keeps an idle
   *     one from being put to sleep, and begins one that has moved where it now is
   */
  public static Behavior<ModelMessage> create(
      EntityContext<ModelMessage> entity,
      Observer observer,
      BiConsumer<ModelId, Model> duties,
      BiConsumer<ModelId, ModelMessage> wake) {
    ModelId id = ModelId.of(entity.getEntityId());
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(ModelMessage.Renew.INSTANCE, RENEWAL);
          return Behaviors.setup(
              context ->
                  new ModelEntity(
                      context,
                      id,
                      observer,
                      duties,
                      () -> wake.accept(id, new ModelMessage.Wake())));
        });
  }

  private ModelEntity(
      ActorContext<ModelMessage> context,
      ModelId id,
      Observer observer,
      BiConsumer<ModelId, Model> duties,
      Runnable keepAwake) {
    super(
        PersistenceId.of(KEY.name(), id.toString()),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2));
    this.context = context;
    this.id = id;
    this.observer = observer;
    this.duties = duties;
    this.keepAwake = keepAwake;
  }

  @Override
  public Model emptyState() {
    return Model.unknown();
  }

  @Override
  public CommandHandlerWithReply<ModelMessage, ModelEvent, Model> commandHandler() {
    return this::onMessage;
  }

  private ReplyEffect<ModelEvent, Model> onMessage(Model state, ModelMessage message) {
    return switch (message) {
      case ModelMessage.Ask ask -> ask(state, ask.command(), ask.replyTo());
      case ModelMessage.Tell tell -> tell(state, tell.command());
      case ModelMessage.Look look ->
          Effect().reply(look.replyTo(), new ModelMessage.Answer.Now(state));
      case ModelMessage.Wake wake -> wake(state);
      case ModelMessage.Renew renew -> renew(state);
    };
  }

  private ReplyEffect<ModelEvent, Model> ask(
      Model state, ModelCommand command, ActorRef<ModelMessage.Answer> replyTo) {
    return switch (state.decide(command)) {
      case Decision.Rejected<ModelEvent, ModelRejection>(ModelRejection reason) ->
          Effect().reply(replyTo, new ModelMessage.Answer.Refused(reason));
      case Decision.Accepted<ModelEvent, ModelRejection>(var events) when events.isEmpty() ->
          Effect().reply(replyTo, new ModelMessage.Answer.Now(state));
      case Decision.Accepted<ModelEvent, ModelRejection>(var events) ->
          Effect()
              .persist(events)
              .thenRun(this::changed)
              .thenReply(replyTo, ModelMessage.Answer.Now::new);
    };
  }

  private ReplyEffect<ModelEvent, Model> tell(Model state, ModelCommand command) {
    return switch (state.decide(command)) {
      case Decision.Rejected<ModelEvent, ModelRejection> refused -> Effect().noReply();
      case Decision.Accepted<ModelEvent, ModelRejection>(var events) when events.isEmpty() ->
          Effect().noReply();
      case Decision.Accepted<ModelEvent, ModelRejection>(var events) ->
          Effect().persist(events).thenRun(this::changed).thenNoReply();
    };
  }

  private ReplyEffect<ModelEvent, Model> wake(Model state) {
    duties.accept(id, state);
    return Effect().noReply();
  }

  private ReplyEffect<ModelEvent, Model> renew(Model state) {
    keepAwakeFor(state);
    return Effect().noReply();
  }

  private void keepAwakeFor(Model state) {
    if (state.hasWork()) {
      keepAwake.run();
    }
  }

  private void changed(Model state) {
    observer.changed(id, lastSequenceNumber(context), state);
    duties.accept(id, state);
  }

  @Override
  public EventHandler<Model, ModelEvent> eventHandler() {
    return Model::apply;
  }

  @Override
  public SignalHandler<Model> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.class, (state, completed) -> changed(state))
        // Its shard moves when a node comes; nobody else calls it where it goes.
        .onSignal(PostStop.class, (state, stopped) -> keepAwakeFor(state))
        .build();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, SNAPSHOTS_KEPT);
  }
}
