package sorrel.remote;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import sorrel.kernel.ModelId;
import sorrel.kernel.TokenId;
import sorrel.remote.actor.RemoteRunnerEntity;
import sorrel.remote.actor.RemoteRunnerMessage;
import sorrel.remote.domain.Ended;
import sorrel.remote.domain.Hello;
import sorrel.remote.domain.Protocol;
import sorrel.remote.domain.RunnerIdentity;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.domain.TrainingJob;

/** The actors of remote runners, by their tokens, wherever in the cluster they are. */
public final class RemoteRunners {
  /** What an actor on another node takes to answer, and to be begun on another after one died. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final ClusterSharding sharding;
  private final CompletableFuture<Optional<RemoteRunnerMessage.Answer>> stopping =
      new CompletableFuture<>();

  private RemoteRunners(ClusterSharding sharding) {
    this.sharding = sharding;
  }

  /**
   * Those of this cluster.
   *
   * @param role of the nodes that hold them
   */
  public static RemoteRunners of(
      ActorSystem<?> system,
      String role,
      ActorRef<SchedulerCommand> scheduler,
      InstantSource clock) {
    ClusterSharding sharding = ClusterSharding.get(system);
    sharding.init(
        Entity.of(RemoteRunnerEntity.KEY, _ -> RemoteRunnerEntity.create(scheduler, clock))
            .withRole(role));
    return new RemoteRunners(sharding);
  }

  /**
   * Takes a runner's word, and waits for orders for up to {@link Protocol#POLL}; empty once this
   * node is about to stop, and another is to be asked.
   */
  public CompletionStage<Optional<RemoteRunnerMessage.Answer>> poll(
      RunnerIdentity runner, Hello hello) {
    return at(runner.token())
        .<RemoteRunnerMessage.Answer>ask(
            replyTo -> new RemoteRunnerMessage.Poll(runner, hello, replyTo),
            Protocol.POLL.plus(PATIENCE))
        .thenApply(Optional::of)
        .applyToEither(stopping, answer -> answer);
  }

  /** Lets runners that wait here go to another node, rather than hold this one up. */
  public void stop() {
    stopping.complete(Optional.empty());
  }

  /** Takes a report; may be repeated. */
  public CompletionStage<RemoteRunnerMessage.Answer> end(TokenId runner, Ended ended) {
    return at(runner).ask(replyTo -> new RemoteRunnerMessage.End(ended, replyTo), PATIENCE);
  }

  /** The jobs of a model that the runner is doing. */
  public CompletionStage<List<TrainingJob>> given(TokenId runner, ModelId model) {
    return at(runner)
        .<RemoteRunnerMessage.Given>ask(
            replyTo -> new RemoteRunnerMessage.Look(model, replyTo), PATIENCE)
        .thenApply(RemoteRunnerMessage.Given::jobs);
  }

  /** Others do the runner's jobs from now on. */
  public void revoke(TokenId runner) {
    at(runner).tell(new RemoteRunnerMessage.Revoke());
  }

  private EntityRef<RemoteRunnerMessage> at(TokenId runner) {
    return sharding.entityRefFor(RemoteRunnerEntity.KEY, runner.toString());
  }
}
