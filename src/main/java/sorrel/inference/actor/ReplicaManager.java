package sorrel.inference.actor;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.Receptionist;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import sorrel.inference.domain.Heat;
import sorrel.kernel.ModelId;
import sorrel.model.domain.Version;
import sorrel.platform.serialization.CborMessage;

/**
 * Gives models of this node further servers on other nodes, and takes them back: hot ones, as
 * {@link Heat} decides, and those that another node asks for so often that it had better answer
 * itself. One a node, for the models whose first server is here.
 */
public final class ReplicaManager extends AbstractBehavior<ReplicaManager.Message> {
  private static final Duration RENEW_EVERY = Duration.ofSeconds(5);

  /** Until no request is on its way any more to a server that all nodes were told to forget. */
  private static final Duration DROP_AFTER = Duration.ofSeconds(3);

  /** A node that did not say for so many renewals that it asks often does so no more. */
  private static final int NEAR_RENEWALS = 3;

  /** What is seen of a model that was not asked for a while. */
  private static final Heat.Look NOTHING = new Heat.Look(0, Duration.ZERO, 0, Integer.MAX_VALUE);

  private final Consumer<Route> routes;
  private final Predicate<Address> elsewhere;
  private final int queueMax;
  private final Map<ModelId, Hot> models = new HashMap<>();
  private List<ActorRef<ReplicaHost.Message>> hosts = List.of();

  /** What it hears. */
  public sealed interface Message {
    /** So a model's first server got on for a second. */
    record Went(ModelId model, ServerObserver.Went went) implements Message {}

    /** A model is to be answered with this version. */
    record Wanted(ModelId model, Optional<Version> version) implements Message {}

    /** A node asks for a model often; told again while it does. */
    record Near(ModelId model, ActorRef<ReplicaHost.Message> host) implements Message {}

    /** A model's first server is gone from this node. */
    record Gone(ModelId model) implements Message {}

    /** A replica has its model in memory; told again while it is wanted. */
    record Hosted(
        ModelId model, ActorRef<ReplicaHost.Message> host, ActorRef<ServerMessage> replica)
        implements Message, CborMessage {}

    /** A replica has left, whyever. */
    record Left(ModelId model, ActorRef<ReplicaHost.Message> host)
        implements Message, CborMessage {}

    /** Nodes that can run replicas. */
    record Hosts(Set<ActorRef<ReplicaHost.Message>> all) implements Message {}

    /** Time to say again what is wanted. */
    enum Renew implements Message {
      INSTANCE
    }
  }

  /** A model that has replicas, or may soon. */
  private static final class Hot {
    private Heat heat = Heat.NONE;
    private boolean asked;

    /** By where they are wanted; those that are ready with their server. */
    private final Map<ActorRef<ReplicaHost.Message>, Optional<ActorRef<ServerMessage>>> replicas =
        new HashMap<>();

    /** Of them, those whose own nodes ask for them, and for how many renewals that still holds. */
    private final Map<ActorRef<ReplicaHost.Message>, Integer> near = new HashMap<>();

    int wanted() {
      return Math.max(heat.replicas(), near.size());
    }

    /** One is gone that nobody here has sent away. */
    void lost(Predicate<ActorRef<ReplicaHost.Message>> gone) {
      replicas.keySet().removeIf(gone);
      near.keySet().removeIf(gone);
      heat = new Heat(Math.min(heat.replicas(), replicas.size()), 0, 0, heat.rest());
    }
  }

  /**
   * The behavior.
   *
   * @param routes tells all nodes of replicas
   * @param elsewhere whether an address is that of another node
   * @param queueMax requests that may wait for one server
   */
  public static Behavior<Message> create(
      Consumer<Route> routes, Predicate<Address> elsewhere, int queueMax) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(Message.Renew.INSTANCE, RENEW_EVERY);
          return Behaviors.setup(
              context -> {
                ActorRef<Receptionist.Listing> listing =
                    context.messageAdapter(
                        Receptionist.Listing.class,
                        each -> new Message.Hosts(each.getServiceInstances(ReplicaHost.KEY)));
                context
                    .getSystem()
                    .receptionist()
                    .tell(Receptionist.subscribe(ReplicaHost.KEY, listing));
                return new ReplicaManager(context, routes, elsewhere, queueMax);
              });
        });
  }

  private ReplicaManager(
      ActorContext<Message> context,
      Consumer<Route> routes,
      Predicate<Address> elsewhere,
      int queueMax) {
    super(context);
    this.routes = routes;
    this.elsewhere = elsewhere;
    this.queueMax = queueMax;
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::onMessage).build();
  }

  private Behavior<Message> onMessage(Message message) {
    switch (message) {
      case Message.Went went -> look(went.model(), went.went());
      case Message.Wanted wanted -> forward(wanted);
      case Message.Near near -> near(near);
      case Message.Gone gone -> end(gone.model());
      case Message.Hosted hosted -> hosted(hosted);
      case Message.Left left -> left(left);
      case Message.Hosts found -> hosts(found.all());
      case Message.Renew _ -> renew();
    }
    return this;
  }

  private void look(ModelId model, ServerObserver.Went went) {
    Hot hot = models.computeIfAbsent(model, _ -> new Hot());
    hot.asked = true;
    look(model, hot, new Heat.Look(went.busy(), went.waited(), went.queued(), queueMax));
  }

  private void look(ModelId model, Hot hot, Heat.Look look) {
    hot.heat = hot.heat.after(look, hosts.size());
    while (hot.replicas.size() < hot.wanted()) {
      grow(model, hot);
    }
    while (hot.replicas.size() > hot.wanted()) {
      shrink(model, hot);
    }
  }

  private void near(Message.Near near) {
    if (!hosts.contains(near.host())) {
      return;
    }
    Hot hot = models.computeIfAbsent(near.model(), _ -> new Hot());
    hot.near.put(near.host(), NEAR_RENEWALS);
    if (!hot.replicas.containsKey(near.host())) {
      begin(near.model(), hot, near.host());
    }
  }

  private void grow(ModelId model, Hot hot) {
    ActorRef<ReplicaHost.Message> host =
        hosts.stream()
            .filter(each -> !hot.replicas.containsKey(each))
            .max(Comparator.comparingLong(each -> rank(model, each)))
            .orElseThrow();
    begin(model, hot, host);
  }

  private void begin(ModelId model, Hot hot, ActorRef<ReplicaHost.Message> host) {
    getContext()
        .getLog()
        .info("model {} gets a further server at {}", model, host.path().address());
    hot.replicas.put(host, Optional.empty());
    host.tell(new ReplicaHost.Message.Host(model, getContext().getSelf()));
  }

  /**
   * The same node is chosen for a model again, and different nodes for different models. Source:
   * Thaler and Ravishankar, "Using name-based mappings to increase hit rates", 1998,
   * https://doi.org/10.1109/90.663936.
   */
  private static long rank(ModelId model, ActorRef<ReplicaHost.Message> host) {
    long mixed = 31L * model.hashCode() + host.path().address().hashCode();
    mixed *= 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 32);
  }

  private void shrink(ModelId model, Hot hot) {
    ActorRef<ReplicaHost.Message> host =
        hot.replicas.keySet().stream()
            .filter(each -> !hot.near.containsKey(each))
            .min(Comparator.comparingLong(each -> rank(model, each)))
            .orElseThrow();
    hot.replicas.remove(host);
    publish(model, hot);
    dropLater(model, host);
  }

  private void dropLater(ModelId model, ActorRef<ReplicaHost.Message> host) {
    getContext().getLog().info("model {} needs no server at {}", model, host.path().address());
    getContext().scheduleOnce(DROP_AFTER, host, new ReplicaHost.Message.Drop(model));
  }

  private void publish(ModelId model, Hot hot) {
    List<ActorRef<ServerMessage>> ready =
        hot.replicas.values().stream().flatMap(Optional::stream).toList();
    routes.accept(new Route(model, ready));
  }

  private void hosted(Message.Hosted hosted) {
    Hot hot = models.get(hosted.model());
    if (hot == null || !hot.replicas.containsKey(hosted.host())) {
      hosted.host().tell(new ReplicaHost.Message.Drop(hosted.model()));
      return;
    }
    Optional<ActorRef<ServerMessage>> known =
        hot.replicas.put(hosted.host(), Optional.of(hosted.replica()));
    if (known == null || known.isEmpty()) {
      publish(hosted.model(), hot);
    }
  }

  private void left(Message.Left left) {
    Hot hot = models.get(left.model());
    if (hot != null && hot.replicas.containsKey(left.host())) {
      hot.lost(left.host()::equals);
      publish(left.model(), hot);
    }
  }

  private void forward(Message.Wanted wanted) {
    Hot hot = models.get(wanted.model());
    if (hot != null) {
      hot.replicas.values().stream()
          .flatMap(Optional::stream)
          .forEach(replica -> replica.tell(new ServerMessage.Use(wanted.version())));
    }
  }

  private void end(ModelId model) {
    Hot hot = models.remove(model);
    if (hot != null) {
      List<ActorRef<ReplicaHost.Message>> there = List.copyOf(hot.replicas.keySet());
      hot.replicas.clear();
      if (!there.isEmpty()) {
        publish(model, hot);
        there.forEach(host -> dropLater(model, host));
      }
    }
  }

  private void hosts(Set<ActorRef<ReplicaHost.Message>> all) {
    hosts = all.stream().filter(each -> elsewhere.test(each.path().address())).toList();
    models.forEach(
        (model, hot) -> {
          if (!hosts.containsAll(hot.replicas.keySet())) {
            hot.lost(each -> !hosts.contains(each));
            publish(model, hot);
          }
        });
  }

  private void renew() {
    models.forEach(
        (model, hot) -> {
          hot.near.replaceAll((_, renewals) -> renewals - 1);
          hot.near.values().removeIf(renewals -> renewals == 0);
          if (!hot.asked) {
            // As often as it would have been looked at.
            for (int i = 0; i < RENEW_EVERY.toSeconds(); i++) {
              look(model, hot, NOTHING);
            }
          }
          hot.asked = false;
          if (!hot.replicas.isEmpty()) {
            hot.replicas
                .keySet()
                .forEach(
                    host -> host.tell(new ReplicaHost.Message.Host(model, getContext().getSelf())));
            publish(model, hot);
          }
        });
    models
        .values()
        .removeIf(hot -> !hot.asked && hot.replicas.isEmpty() && hot.heat.equals(Heat.NONE));
  }
}
