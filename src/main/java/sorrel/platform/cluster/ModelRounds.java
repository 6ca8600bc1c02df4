package sorrel.platform.cluster;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sorrel.kernel.ModelId;

/**
 * Tells some models something when it starts, when a node was lost, and from time to time, since
 * models also move when a node comes. To be one in the cluster.
 */
public final class ModelRounds {
  /** Until those who hear of the node's end have given its models new places. */
  private static final Duration AFTER_LOSS = Duration.ofSeconds(1);

  private ModelRounds() {}

  /** What it hears. */
  public sealed interface Message {}

  private enum Look implements Message {
    INSTANCE
  }

  private enum Lost implements Message {
    INSTANCE
  }

  private record Found(Collection<ModelId> models) implements Message {}

  private record Failed(Throwable reason) implements Message {}

  /**
   * The behavior.
   *
   * @param every how often at least
   * @param models finds them; where it fails, they are looked for again in the next round
   * @param tell tells one
   */
  public static Behavior<Message> create(
      Duration every,
      Supplier<? extends CompletionStage<? extends Collection<ModelId>>> models,
      Consumer<ModelId> tell) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(Look.INSTANCE, Duration.ZERO, every);
          return Behaviors.setup(
              context -> {
                Cluster.get(context.getSystem())
                    .subscriptions()
                    .tell(
                        Subscribe.create(
                            context.messageAdapter(MemberRemoved.class, _ -> Lost.INSTANCE),
                            MemberRemoved.class));
                return Behaviors.receiveMessage(
                    message -> {
                      switch (message) {
                        case Look _ -> look(context, models);
                        case Lost _ ->
                            timers.startSingleTimer(Lost.class, Look.INSTANCE, AFTER_LOSS);
                        case Found found -> found.models().forEach(tell);
                        case Failed failed ->
                            context.getLog().warn("models are looked for again", failed.reason());
                      }
                      return Behaviors.same();
                    });
              });
        });
  }

  private static void look(
      ActorContext<Message> context,
      Supplier<? extends CompletionStage<? extends Collection<ModelId>>> models) {
    context.pipeToSelf(
        models.get(), (found, failure) -> failure == null ? new Found(found) : new Failed(failure));
  }
}
