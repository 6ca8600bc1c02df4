package sorrel.inference.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import sorrel.kernel.ModelId;
import sorrel.platform.serialization.CborMessage;

/**
 * Runs further servers of hot models for other nodes. One a node; the others find it by {@link
 * #KEY}.
 */
public final class ReplicaHost extends AbstractBehavior<ReplicaHost.Message> {
  public static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "replica-host");

  /** Whoever wants a replica says so more often than this; one that nobody wants leaves. */
  static final Duration WANTED_FOR = Duration.ofSeconds(20);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final BiFunction<ModelId, Runnable, Behavior<ServerMessage>> servers;
  private final Map<ModelId, Replica> replicas = new HashMap<>();

  private record Replica(
      ActorRef<ServerMessage> server,
      ActorRef<ReplicaManager.Message> wantedBy,
      Instant wanted,
      boolean ready) {}

  /** What it hears. */
  public sealed interface Message {
    /** Run a server of the model; said again and again while it is wanted. */
    record Host(ModelId model, ActorRef<ReplicaManager.Message> replyTo)
        implements Message, CborMessage {}

    /** The server is not wanted any more. */
    record Drop(ModelId model) implements Message, CborMessage {}

    /** A server of this node has its model in memory. */
    record Ready(ModelId model) implements Message {}

    /** A server of this node is gone. */
    record Ended(ModelId model) implements Message {}

    /** Time to look for servers that nobody wants. */
    enum Look implements Message {
      INSTANCE
    }
  }

  /**
   * The behavior.
   *
   * @param servers makes a server of a model; the second argument is to be run once it has the
   *     model in memory
   */
  public static Behavior<Message> create(
      InstantSource clock, BiFunction<ModelId, Runnable, Behavior<ServerMessage>> servers) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(Message.Look.INSTANCE, LOOK_EVERY);
          return Behaviors.setup(
              context -> {
                context
                    .getSystem()
                    .receptionist()
                    .tell(Receptionist.register(KEY, context.getSelf()));
                return new ReplicaHost(context, clock, servers);
              });
        });
  }

  private ReplicaHost(
      ActorContext<Message> context,
      InstantSource clock,
      BiFunction<ModelId, Runnable, Behavior<ServerMessage>> servers) {
    super(context);
    this.clock = clock;
    this.servers = servers;
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::onMessage).build();
  }

  private Behavior<Message> onMessage(Message message) {
    switch (message) {
      case Message.Host host -> host(host);
      case Message.Drop drop -> drop(drop.model());
      case Message.Ready ready -> ready(ready.model());
      case Message.Ended ended -> ended(ended.model());
      case Message.Look _ -> look();
    }
    return this;
  }

  private void host(Message.Host host) {
    Optional<Replica> known = Optional.ofNullable(replicas.get(host.model()));
    ActorRef<ServerMessage> server =
        known.map(Replica::server).orElseGet(() -> begin(host.model()));
    Replica replica =
        new Replica(
            server, host.replyTo(), clock.instant(), known.map(Replica::ready).orElse(false));
    replicas.put(host.model(), replica);
    tell(host.model(), replica);
  }

  private ActorRef<ServerMessage> begin(ModelId model) {
    ActorRef<Message> self = getContext().getSelf();
    ActorRef<ServerMessage> server =
        getContext()
            .spawnAnonymous(servers.apply(model, () -> self.tell(new Message.Ready(model))));
    getContext().watchWith(server, new Message.Ended(model));
    return server;
  }

  private void ready(ModelId model) {
    replicas.computeIfPresent(
        model, (_, each) -> new Replica(each.server(), each.wantedBy(), each.wanted(), true));
    Optional.ofNullable(replicas.get(model)).ifPresent(each -> tell(model, each));
  }

  private void tell(ModelId model, Replica replica) {
    if (replica.ready()) {
      replica
          .wantedBy()
          .tell(new ReplicaManager.Message.Hosted(model, getContext().getSelf(), replica.server()));
    }
  }

  private void drop(ModelId model) {
    Optional.ofNullable(replicas.get(model))
        .ifPresent(each -> each.server().tell(ServerMessage.Leave.INSTANCE));
  }

  private void look() {
    Instant oldest = clock.instant().minus(WANTED_FOR);
    List<ModelId> unwanted =
        replicas.entrySet().stream()
            .filter(each -> each.getValue().wanted().isBefore(oldest))
            .map(Map.Entry::getKey)
            .toList();
    unwanted.forEach(this::drop);
  }

  private void ended(ModelId model) {
    Optional.ofNullable(replicas.remove(model))
        .ifPresent(
            each ->
                each.wantedBy()
                    .tell(new ReplicaManager.Message.Left(model, getContext().getSelf())));
  }
}
