package sorrel.inference;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import sorrel.inference.Routes.Target;
import sorrel.inference.actor.ModelServer;
import sorrel.inference.actor.Route;
import sorrel.inference.actor.ServerMessage;
import sorrel.inference.actor.ServerMessage.Answer;
import sorrel.kernel.ModelId;
import sorrel.model.domain.Version;

/**
 * Takes a model's input to a server that has the model in memory: the one that its id leads to, or,
 * of a hot model, one of several.
 */
public final class Classifier {
  /** Longer than a full queue takes to be worked off. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Where one of several has died, another is asked. */
  private static final Duration PATIENCE_OF_SEVERAL = Duration.ofSeconds(4);

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final Executor threads;
  private final Routes routes;
  private final OpenAsks asks;
  private final Asked asked = new Asked();

  /** Models whose first server is on this node. */
  private final Set<ModelId> firsts = ConcurrentHashMap.newKeySet();

  public Classifier(ActorSystem<?> system) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    this.threads = system.executionContext();
    this.routes = new Routes(system);
    this.asks = new OpenAsks(system);
  }

  /** What this node asks for. */
  Asked asked() {
    return asked;
  }

  /** This node has a model's first server from now on, or no more. */
  void answersFirst(ModelId model, boolean here) {
    if (here) {
      firsts.add(model);
    } else {
      firsts.remove(model);
    }
  }

  boolean answersFirst(ModelId model) {
    return firsts.contains(model);
  }

  /** Tells all nodes where else a model is answered. */
  void publish(Route route) {
    routes.publish(route);
  }

  /**
   * Classifies one picture; never blocks. Of several servers that of this node goes first, unless
   * it has far more to do; another is asked where one is busy or does not answer, before the caller
   * hears of it.
   *
   * @param pixels the model's input, uint8 {@code [height, width, channel]}
   */
  public CompletionStage<Answer> classify(ModelId model, byte[] pixels) {
    asked.once(model);
    List<Target> targets = routes.of(model);
    if (targets.isEmpty()) {
      return first(model, pixels, PATIENCE);
    }
    Target chosen = Routes.choose(targets, firsts.contains(model));
    return ask(model, chosen, pixels, PATIENCE_OF_SEVERAL)
        .thenCompose(
            answer ->
                answer instanceof Answer.Busy || answer instanceof Answer.Broken
                    ? ask(model, another(targets, chosen), pixels, PATIENCE)
                    : CompletableFuture.completedStage(answer))
        .exceptionallyCompose(_ -> ask(model, another(targets, chosen), pixels, PATIENCE));
  }

  private static Target another(List<Target> targets, Target chosen) {
    return targets.stream()
        .filter(each -> !each.equals(chosen))
        .min(Comparator.comparingInt(each -> each.open().get()))
        .orElseThrow();
  }

  private CompletionStage<Answer> ask(
      ModelId model, Target target, byte[] pixels, Duration patience) {
    target.open().incrementAndGet();
    return target
        .replica()
        .map(
            replica ->
                AskPattern.<ServerMessage, Answer>ask(
                        replica,
                        replyTo -> new ServerMessage.Classify(pixels, replyTo),
                        patience,
                        system.scheduler())
                    .thenApplyAsync(answer -> answer, threads))
        .orElseGet(() -> first(model, pixels, patience))
        .whenComplete((_, _) -> target.open().decrementAndGet());
  }

  private CompletionStage<Answer> first(ModelId model, byte[] pixels, Duration patience) {
    return asks.ask(
        () ->
            sharding
                .entityRefFor(ModelServer.KEY, model.toString())
                .ask(replyTo -> new ServerMessage.Classify(pixels, replyTo), patience));
  }

  /** Makes a model's servers use a version; may be repeated. */
  public void use(ModelId model, Optional<Version> version) {
    tell(model, new ServerMessage.Use(version));
  }

  /** Has a model in memory for some time, whoever else needs the room. */
  public void pin(ModelId model) {
    tell(model, new ServerMessage.Pin());
  }

  void tell(ModelId model, ServerMessage message) {
    sharding.entityRefFor(ModelServer.KEY, model.toString()).tell(message);
  }
}
