package sorrel.inference.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sorrel.inference.actor.ServerMessage.Answer;
import sorrel.inference.domain.Predictor;
import sorrel.kernel.ModelId;
import sorrel.model.domain.Version;

/**
 * Answers for one model with its network in memory.
 *
 * <p>Requests are batched by what arrives while a batch runs or waits for a thread: a lone request
 * runs at once, and many share a run, which costs little more than one. A new version is loaded and
 * warmed beside the old, which answers until the new one takes its place between two batches.
 */
public final class ModelServer extends AbstractBehavior<ServerMessage> {
  public static final EntityTypeKey<ServerMessage> KEY =
      EntityTypeKey.create(ServerMessage.class, "ModelServer");

  private static final Duration RELOAD_AFTER = Duration.ofSeconds(2);

  /** A server that is to stay is told so more often than this. */
  private static final Duration PINNED_FOR = Duration.ofSeconds(90);

  private final ModelId model;
  private final TimerScheduler<ServerMessage> timers;
  private final Serving serving;
  private final ServerObserver observer;
  private final Runnable leave;
  private final Pace pace = new Pace();
  private final BlockingQueue<Batch.Waiting> queue;

  /** Whether the model has said yet which version it wants to be answered with. */
  private boolean told;

  private Optional<Version> wanted = Optional.empty();

  /** Read by the thread that computes a batch. */
  private volatile Optional<InUse> loaded = Optional.empty();

  private boolean asking;
  private boolean loading;
  private boolean running;
  private boolean resting;
  private long pinnedUntil = System.nanoTime();

  /** Networks that were replaced while a batch may still have been using them. */
  private final List<Predictor> retiring = new ArrayList<>();

  /**
   * What a server needs from its node.
   *
   * @param source says which version a model serves now, and loads one
   * @param threads run batches
   * @param batchMax pictures in a batch at most
   * @param queueMax requests that may wait; beyond it the answer is {@link Answer.Busy}
   */
  public record Serving(Source source, Executor threads, int batchMax, int queueMax) {}

  /** Where versions come from. */
  public interface Source {
    CompletionStage<Optional<Version>> current(ModelId model);

    /**
     * Brings a version into memory.
     *
     * @param inUse what answers meanwhile; where the version has the same network, the two share it
     */
    CompletionStage<Predictor> load(ModelId model, Version version, Optional<InUse> inUse);
  }

  /** A version in memory. */
  public record InUse(Version version, Predictor predictor) {}

  /** Makes the observer of each server. */
  public interface Observers {
    ServerObserver of(ModelId model, ActorRef<ServerMessage> server);
  }

  /**
   * The server that a model's requests reach by its id. When it is to leave, its shard keeps what
   * comes meanwhile for the next one.
   */
  public static Behavior<ServerMessage> create(
      EntityContext<ServerMessage> entity, Serving serving, Observers observers) {
    ModelId model = ModelId.of(entity.getEntityId());
    return create(
        model,
        serving,
        observers,
        self -> entity.getShard().tell(new ClusterSharding.Passivate<>(self)));
  }

  /** A further server of a model, which leaves by itself. */
  public static Behavior<ServerMessage> replica(
      ModelId model, Serving serving, Observers observers) {
    return create(model, serving, observers, self -> self.tell(new ServerMessage.Rest()));
  }

  private static Behavior<ServerMessage> create(
      ModelId model,
      Serving serving,
      Observers observers,
      Consumer<ActorRef<ServerMessage>> leave) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context ->
                    new ModelServer(
                        context,
                        timers,
                        model,
                        serving,
                        observers.of(model, context.getSelf()),
                        () -> leave.accept(context.getSelf()))));
  }

  private ModelServer(
      ActorContext<ServerMessage> context,
      TimerScheduler<ServerMessage> timers,
      ModelId model,
      Serving serving,
      ServerObserver observer,
      Runnable leave) {
    super(context);
    this.timers = timers;
    this.model = model;
    this.serving = serving;
    this.observer = observer;
    this.leave = leave;
    this.queue = new LinkedBlockingQueue<>(serving.queueMax());
    ask();
  }

  @Override
  public Receive<ServerMessage> createReceive() {
    return newReceiveBuilder()
        .onSignal(PostStop.class, stopped -> closed())
        .onAnyMessage(this::onMessage)
        .build();
  }

  private Behavior<ServerMessage> onMessage(ServerMessage message) {
    return switch (message) {
      case ServerMessage.Classify classify -> classify(classify);
      case ServerMessage.Use use -> use(use.version());
      case ServerMessage.Current current -> current(current.version());
      case ServerMessage.CurrentFailed failed -> currentFailed(failed);
      case ServerMessage.Loaded done -> swap(done);
      case ServerMessage.LoadFailed failed -> loadFailed(failed);
      case ServerMessage.BatchDone done -> batchDone(done);
      case ServerMessage.Reload reload -> reload();
      case ServerMessage.Pin pin -> pin();
      case ServerMessage.Near near -> near(near.host());
      case ServerMessage.Leave leaving -> leave();
      case ServerMessage.Rest rest -> rest();
    };
  }

  /** Asks the model which version serves, for a server that was started by a request. */
  private void ask() {
    asking = true;
    getContext()
        .pipeToSelf(
            begun(() -> serving.source().current(model)),
            (version, failure) ->
                failure == null
                    ? new ServerMessage.Current(version)
                    : new ServerMessage.CurrentFailed(failure));
  }

  private Behavior<ServerMessage> current(Optional<Version> version) {
    asking = false;
    // What the model said by itself meanwhile is newer than its answer may be.
    return told ? this : use(version);
  }

  private Behavior<ServerMessage> currentFailed(ServerMessage.CurrentFailed failed) {
    asking = false;
    return told ? this : notYet(failed.reason());
  }

  private Behavior<ServerMessage> classify(ServerMessage.Classify request) {
    observer.asked(loaded.isPresent());
    if (told && wanted.isEmpty()) {
      request.replyTo().tell(new Answer.NothingServes());
    } else if (queue.offer(new Batch.Waiting(request, System.nanoTime()))) {
      run();
    } else {
      request.replyTo().tell(new Answer.Busy());
    }
    return this;
  }

  private Behavior<ServerMessage> use(Optional<Version> version) {
    told = true;
    wanted = version;
    observer.wanted(version);
    if (version.isEmpty()) {
      refuseAll(new Answer.NothingServes());
    } else if (!loading) {
      load();
    }
    return settled();
  }

  private void load() {
    Version version = wanted.orElseThrow();
    if (loaded.filter(each -> each.version().number() == version.number()).isPresent()) {
      return;
    }
    loading = true;
    getContext()
        .pipeToSelf(
            begun(() -> serving.source().load(model, version, loaded)),
            (predictor, failure) ->
                failure == null
                    ? new ServerMessage.Loaded(version, predictor)
                    : new ServerMessage.LoadFailed(failure));
  }

  private Behavior<ServerMessage> swap(ServerMessage.Loaded done) {
    loading = false;
    Optional<InUse> old = loaded;
    loaded = Optional.of(new InUse(done.version(), done.predictor()));
    tellLoaded();
    old.map(InUse::predictor)
        .filter(each -> !each.sharesNetworkWith(done.predictor()))
        .ifPresent(this::retire);
    // Another version may have been asked for while this one was loaded.
    if (wanted.isPresent()) {
      load();
    }
    run();
    return settled();
  }

  /** Closes a network once the batch that may be using it has ended. */
  private void retire(Predictor predictor) {
    if (running) {
      retiring.add(predictor);
    } else {
      predictor.close();
    }
  }

  private Behavior<ServerMessage> loadFailed(ServerMessage.LoadFailed failed) {
    loading = false;
    return notYet(failed.reason());
  }

  /** There is no new network yet; what was there before goes on. */
  private Behavior<ServerMessage> notYet(Throwable reason) {
    getContext().getLog().warn("model {} cannot be loaded", model, reason);
    if (loaded.isEmpty()) {
      refuseAll(new Answer.Broken());
    }
    timers.startSingleTimer(ServerMessage.Reload.INSTANCE, RELOAD_AFTER);
    return settled();
  }

  private Behavior<ServerMessage> reload() {
    if (!told && !asking) {
      ask();
    } else if (!loading && wanted.isPresent()) {
      load();
    }
    return this;
  }

  private void run() {
    if (running || queue.isEmpty() || loaded.isEmpty()) {
      return;
    }
    running = true;
    Batch batch = new Batch(() -> loaded.orElseThrow(), queue, serving.batchMax());
    getContext()
        .pipeToSelf(
            begun(() -> CompletableFuture.supplyAsync(batch::compute, serving.threads())),
            (judgements, failure) ->
                new ServerMessage.BatchDone(batch, judgements, Optional.ofNullable(failure)));
  }

  private Behavior<ServerMessage> batchDone(ServerMessage.BatchDone done) {
    running = false;
    Batch batch = done.batch();
    if (done.failure().isPresent() && batch.requests().isEmpty()) {
      // No thread took it on: what it would have taken must not wait for ever.
      batch.take();
    }
    long now = System.nanoTime();
    pace.batch(batch.asked(), now);
    batch.requests().forEach(each -> pace.waited(batch.began() - each.since()));
    retiring.forEach(Predictor::close);
    retiring.clear();
    // The next batch is computed while this one is answered.
    run();
    pace.sum(now, queue.size()).ifPresent(observer::went);
    if (done.failure().isPresent()) {
      getContext().getLog().error("model {} failed on a batch", model, done.failure().get());
      batch.refuse(new Answer.Broken());
    } else {
      batch.answer(done.judgements());
    }
    return settled();
  }

  private void refuseAll(Answer answer) {
    List<Batch.Waiting> all = new ArrayList<>();
    queue.drainTo(all);
    all.forEach(each -> each.answer(answer));
  }

  private Behavior<ServerMessage> pin() {
    boolean news = !pinned();
    pinnedUntil = System.nanoTime() + PINNED_FOR.toNanos();
    if (news && loaded.isPresent()) {
      tellLoaded();
    }
    return this;
  }

  private Behavior<ServerMessage> near(ActorRef<ReplicaHost.Message> host) {
    observer.near(host);
    return this;
  }

  private boolean pinned() {
    return System.nanoTime() < pinnedUntil;
  }

  private void tellLoaded() {
    observer.loaded(loaded.orElseThrow().predictor().bytes(), pinned());
  }

  private Behavior<ServerMessage> leave() {
    leave.run();
    return this;
  }

  private Behavior<ServerMessage> rest() {
    resting = true;
    return settled();
  }

  /** Stops a server at rest once nobody waits and no network is on its way, which would leak. */
  private Behavior<ServerMessage> settled() {
    return resting && !running && !loading && queue.isEmpty() ? Behaviors.stopped() : this;
  }

  /** Work whose refusal to begin is a failure like any other. */
  private static <T> CompletionStage<T> begun(Supplier<CompletionStage<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private Behavior<ServerMessage> closed() {
    observer.gone();
    refuseAll(new Answer.Busy());
    if (!running) {
      loaded.ifPresent(each -> each.predictor().close());
    }
    return this;
  }
}
