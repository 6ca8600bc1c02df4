package sorrel.model;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.model.actor.ModelEntity;
import sorrel.model.actor.ModelMessage;
import sorrel.model.actor.ModelMessage.Answer;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.training.domain.JobReport;

/** All that another context may ask of models. */
public final class Models {
  /** A model answers in milliseconds; after a node's death its shard is back within 15 s. */
  public static final Duration PATIENCE = Duration.ofSeconds(18);

  /** A message that was not answered by then may have been lost. */
  private static final Duration SAY_AGAIN = Duration.ofSeconds(3);

  private static final int TRIES = Math.toIntExact(PATIENCE.dividedBy(SAY_AGAIN));

  /** How old a state may be that repeated classifications are answered with. */
  private static final Duration RECENT = Duration.ofSeconds(1);

  /** States kept for them: more models than one node serves at a time. */
  private static final int RECENT_MAX = 1_000;

  private final Function<ModelId, EntityRef<ModelMessage>> entities;
  private final Duration sayAgain;
  private final AsyncLoadingCache<ModelId, Model> recent;

  public Models(ActorSystem<?> system) {
    this(
        model -> ClusterSharding.get(system).entityRefFor(ModelEntity.KEY, model.toString()),
        SAY_AGAIN);
  }

  Models(Function<ModelId, EntityRef<ModelMessage>> entities, Duration sayAgain) {
    this.entities = entities;
    this.sayAgain = sayAgain;
    recent =
        Caffeine.newBuilder()
            .maximumSize(RECENT_MAX)
            .expireAfterWrite(RECENT)
            .buildAsync((model, executor) -> look(model).toCompletableFuture());
  }

  /**
   * Applies a command. It is said again while there is no answer, since every command carries what
   * tells the model that it knows it: the second time it changes nothing. Fails with a {@link
   * java.util.concurrent.TimeoutException} when the outcome is unknown.
   */
  public CompletionStage<Answer> ask(ModelId model, ModelCommand command) {
    return this.<Answer>ask(model, replyTo -> new ModelMessage.Ask(command, replyTo), TRIES)
        .whenComplete((answer, failure) -> recent.synchronous().invalidate(model));
  }

  /** The state of a model; of one that never was, {@link sorrel.model.domain.UnknownModel}. */
  public CompletionStage<Model> look(ModelId model) {
    return ask(model, ModelMessage.Look::new, TRIES).thenApply(Answer.Now::model);
  }

  /**
   * What was on its way to a node that died, or to a model that stopped to move, is lost; what
   * follows finds the model's new place.
   */
  private <A extends Answer> CompletionStage<A> ask(
      ModelId model, Function<ActorRef<A>, ModelMessage> message, int tries) {
    return entities
        .apply(model)
        .<A>ask(message::apply, sayAgain)
        .exceptionallyCompose(
            silent ->
                tries > 1 ? ask(model, message, tries - 1) : CompletableFuture.failedStage(silent));
  }

  /** The model, if it lives and is the account's. */
  public CompletionStage<Optional<LiveModel>> find(AccountId account, ModelId model) {
    return look(model).thenApply(state -> of(account, state));
  }

  /** Like {@link #find}, up to a second old; for what is asked thousands of times a second. */
  public CompletionStage<Optional<LiveModel>> findRecent(AccountId account, ModelId model) {
    return recent.get(model).thenApply(state -> of(account, state));
  }

  /** Lets the next {@link #findRecent} look again. */
  public void forgetRecent(ModelId model) {
    recent.synchronous().invalidate(model);
  }

  private static Optional<LiveModel> of(AccountId account, Model state) {
    return state instanceof LiveModel live && live.owner().equals(account)
        ? Optional.of(live)
        : Optional.empty();
  }

  /** Takes a runner's report to its model, waking it if need be. */
  public void report(JobReport report, Instant at) {
    send(report.key().model(), new ModelMessage.Tell(new ModelCommand.Report(report, at)));
  }

  /** Sends a message that needs no answer. */
  public void send(ModelId model, ModelMessage message) {
    entities.apply(model).tell(message);
  }
}
