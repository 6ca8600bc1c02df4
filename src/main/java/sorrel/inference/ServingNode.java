package sorrel.inference;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import sorrel.inference.actor.ModelServer;
import sorrel.inference.actor.ReplicaHost;
import sorrel.inference.actor.ReplicaManager;
import sorrel.inference.actor.Residents;
import sorrel.inference.actor.ServerMessage;
import sorrel.inference.actor.ServerObserver;
import sorrel.inference.domain.Demand;
import sorrel.kernel.ModelId;
import sorrel.model.domain.Version;

/** A node that answers: the memory that its models share, and its part in hot models of others. */
public final class ServingNode {
  /** The share of the memory up to which copies of models are taken in that are elsewhere too. */
  private static final double ROOM = 0.8;

  private final ModelServer.Serving serving;
  private final Classifier classifier;
  private final ActorRef<Residents.Message> residents;
  private final ActorRef<ReplicaManager.Message> manager;
  private final Demand<ModelId> demand = new Demand<>();
  private final Counter hits;
  private final Counter misses;

  /**
   * Begins.
   *
   * @param memory bytes that loaded versions may hold
   */
  public ServingNode(
      ActorSystem<?> system,
      Classifier classifier,
      ModelServer.Serving serving,
      long memory,
      MeterRegistry metrics,
      InstantSource clock) {
    this.serving = serving;
    this.classifier = classifier;
    AtomicLong loaded = metrics.gauge("models.loaded.bytes", new AtomicLong());
    hits = metrics.counter("classifications.received", "model", "in-memory");
    misses = metrics.counter("classifications.received", "model", "loaded-first");
    residents =
        system.systemActorOf(
            Residents.create(
                memory, demand, loaded::set, metrics.gauge("models.loaded", new AtomicLong())::set),
            "residents",
            Props.empty());
    manager =
        system.systemActorOf(
            ReplicaManager.create(classifier::publish, Address::hasGlobalScope, serving.queueMax()),
            "replica-manager",
            Props.empty());
    ActorRef<ReplicaHost.Message> host =
        system.systemActorOf(
            ReplicaHost.create(clock, this::replica), "replica-host", Props.empty());
    system
        .scheduler()
        .scheduleWithFixedDelay(
            NearCopies.EVERY,
            NearCopies.EVERY,
            new NearCopies(classifier, host, () -> loaded.get() < ROOM * memory),
            system.executionContext());
  }

  /** The server that a model's id leads to. */
  public Behavior<ServerMessage> server(EntityContext<ServerMessage> entity) {
    return ModelServer.create(entity, serving, First::new);
  }

  private Behavior<ServerMessage> replica(ModelId model, Runnable ready) {
    return ModelServer.replica(model, serving, (of, server) -> new Further(of, server, ready));
  }

  /** What is observed of every server. */
  private abstract class Observer implements ServerObserver {
    private final Residents.Server server;

    Observer(ModelId model, ActorRef<ServerMessage> server) {
      this.server = new Residents.Server(model, server);
    }

    @Override
    public void asked(boolean inMemory) {
      (inMemory ? hits : misses).increment();
      demand.asked(server.model(), System.nanoTime());
    }

    @Override
    public void loaded(long bytes, boolean pinned) {
      residents.tell(new Residents.Message.Arrived(server, bytes, pinned));
    }

    @Override
    public void gone() {
      residents.tell(new Residents.Message.Gone(server));
    }
  }

  private final class First extends Observer {
    private final ModelId model;

    First(ModelId model, ActorRef<ServerMessage> server) {
      super(model, server);
      this.model = model;
      classifier.answersFirst(model, true);
    }

    @Override
    public void wanted(Optional<Version> version) {
      manager.tell(new ReplicaManager.Message.Wanted(model, version));
    }

    @Override
    public void went(Went went) {
      manager.tell(new ReplicaManager.Message.Went(model, went));
    }

    @Override
    public void near(ActorRef<ReplicaHost.Message> host) {
      manager.tell(new ReplicaManager.Message.Near(model, host));
    }

    @Override
    public void gone() {
      super.gone();
      classifier.answersFirst(model, false);
      manager.tell(new ReplicaManager.Message.Gone(model));
    }
  }

  private final class Further extends Observer {
    private final Runnable ready;

    Further(ModelId model, ActorRef<ServerMessage> server, Runnable ready) {
      super(model, server);
      this.ready = ready;
    }

    @Override
    public void loaded(long bytes, boolean pinned) {
      super.loaded(bytes, pinned);
      ready.run();
    }

    @Override
    public void wanted(Optional<Version> version) {
      // Its host was told by whoever told the first server.
    }

    @Override
    public void near(ActorRef<ReplicaHost.Message> host) {
      // Nodes ask the first.
    }

    @Override
    public void went(Went went) {
      // Whether more are needed is seen from the first server's queue.
    }
  }
}
