package sorrel.inference;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.pubsub.Topic;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import sorrel.inference.actor.Route;
import sorrel.inference.actor.ServerMessage;
import sorrel.kernel.ModelId;

/** Where hot models are answered, as this node has heard. */
final class Routes {
  /** Open requests that a server works off before another node would have answered. */
  private static final int SOME = 32;

  private static final int MANY_TIMES = 2;

  private final ActorRef<Topic.Command<Route>> topic;
  private final ConcurrentMap<ModelId, Known> known = new ConcurrentHashMap<>();

  private record Known(List<Target> targets, long heard) {
    boolean holds() {
      return System.nanoTime() - heard < Route.HOLDS_FOR.toNanos();
    }
  }

  /**
   * One of a model's servers.
   *
   * @param replica empty for the one that its id leads to
   * @param open requests of this node that it has not answered yet
   */
  record Target(Optional<ActorRef<ServerMessage>> replica, AtomicInteger open) {}

  Routes(ActorSystem<?> system) {
    topic =
        system.systemActorOf(
            Topic.create(Route.class, "replica-routes"), "replica-routes", Props.empty());
    ActorRef<Route> listener =
        system.systemActorOf(
            Behaviors.<Route>receiveMessage(
                route -> {
                  hear(route);
                  return Behaviors.same();
                }),
            "replica-routes-listener",
            Props.empty());
    topic.tell(Topic.subscribe(listener));
  }

  /** Tells all nodes. */
  void publish(Route route) {
    topic.tell(Topic.publish(route));
  }

  private void hear(Route route) {
    if (route.replicas().isEmpty()) {
      known.remove(route.model());
    } else {
      known.compute(
          route.model(),
          (_, before) ->
              new Known(
                  Stream.concat(
                          Stream.of(Optional.<ActorRef<ServerMessage>>empty()),
                          route.replicas().stream().map(Optional::of))
                      .map(each -> target(Optional.ofNullable(before), each))
                      .toList(),
                  System.nanoTime()));
    }
  }

  /** The one that is known, with what it has open. */
  private static Target target(Optional<Known> before, Optional<ActorRef<ServerMessage>> replica) {
    return before.stream()
        .flatMap(each -> each.targets().stream())
        .filter(each -> each.replica().equals(replica))
        .findFirst()
        .orElseGet(() -> new Target(replica, new AtomicInteger()));
  }

  /** All servers of a model that has several; none of one that has one. */
  List<Target> of(ModelId model) {
    Known route = known.get(model);
    if (route == null) {
      return List.of();
    }
    if (!route.holds()) {
      known.remove(model, route);
      return List.of();
    }
    return route.targets();
  }

  /**
   * That of this node, unless it has far more to do than the least busy of the others; without one,
   * of two drawn at random the one with less to do, which spreads requests nearly as evenly as
   * looking at all. Source: M. Mitzenmacher, "The Power of Two Choices in Randomized Load
   * Balancing", 2001, https://doi.org/10.1109/71.963420.
   */
  static Target choose(List<Target> targets, boolean firstIsHere) {
    Optional<Target> here = targets.stream().filter(each -> isHere(each, firstIsHere)).findFirst();
    int least = targets.stream().mapToInt(each -> each.open().get()).min().orElse(0);
    return here.filter(each -> each.open().get() <= SOME + MANY_TIMES * least)
        .orElseGet(() -> ofTwo(targets));
  }

  private static boolean isHere(Target target, boolean firstIsHere) {
    return target
        .replica()
        .map(replica -> replica.path().address().hasLocalScope())
        .orElse(firstIsHere);
  }

  private static Target ofTwo(List<Target> targets) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int first = random.nextInt(targets.size());
    int second = (first + 1 + random.nextInt(targets.size() - 1)) % targets.size();
    Target one = targets.get(first);
    Target other = targets.get(second);
    return one.open().get() <= other.open().get() ? one : other;
  }
}
