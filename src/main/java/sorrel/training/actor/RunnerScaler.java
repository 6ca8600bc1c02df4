package sorrel.training.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Keeps as many runners as the scheduler says that there should be; one in the cluster.
 *
 * <p>A runner that is too many is told to take no new jobs. It is taken away once it has none. All
 * that is known of this is in the runners and their provider, so that another node can go on.
 */
public final class RunnerScaler extends AbstractBehavior<RunnerScaler.Message> {
  /** What the scaler understands. */
  public sealed interface Message {}

  private enum Tick implements Message {
    INSTANCE
  }

  private record Seen(SchedulerView view) implements Message {}

  private record Found(SchedulerView view, RunnerProvider.Fleet fleet) implements Message {}

  private record Failed(Throwable reason) implements Message {}

  private record Done() implements Message {}

  private final ActorRef<SchedulerCommand> scheduler;
  private final RunnerProvider provider;
  private final ActorRef<SchedulerView> views;
  private boolean underWay;

  /**
   * The behavior of the scaler.
   *
   * @param provider made where the scaler runs, and closed with it
   */
  public static Behavior<Message> create(
      ActorRef<SchedulerCommand> scheduler, Supplier<RunnerProvider> provider) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(Tick.INSTANCE, TrainingScheduler.LOOK);
          return Behaviors.setup(context -> new RunnerScaler(context, scheduler, provider.get()));
        });
  }

  private RunnerScaler(
      ActorContext<Message> context,
      ActorRef<SchedulerCommand> scheduler,
      RunnerProvider provider) {
    super(context);
    this.scheduler = scheduler;
    this.provider = provider;
    this.views = context.messageAdapter(SchedulerView.class, Seen::new);
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onSignal(PostStop.class, _ -> close())
        .onAnyMessage(this::onMessage)
        .build();
  }

  private Behavior<Message> onMessage(Message message) {
    switch (message) {
      case Tick _ -> scheduler.tell(new SchedulerCommand.Describe(views));
      case Seen seen -> look(seen.view());
      case Found found -> step(found.view(), found.fleet());
      case Failed failed -> {
        getContext().getLog().warn("runners could not be counted or changed", failed.reason());
        underWay = false;
      }
      case Done _ -> underWay = false;
    }
    return this;
  }

  private void look(SchedulerView view) {
    // The next look comes soon, and one step at a time is easy to follow.
    if (!underWay && view.desired().isPresent()) {
      underWay = true;
      getContext()
          .pipeToSelf(
              provider.look(),
              (fleet, failure) -> failure == null ? new Found(view, fleet) : new Failed(failure));
    }
  }

  private void step(SchedulerView view, RunnerProvider.Fleet fleet) {
    ScalingStep step = ScalingStep.of(view.desired().orElseThrow(), view.runners(), fleet);
    if (!step.retire().isEmpty()) {
      scheduler.tell(new SchedulerCommand.Retire(step.retire()));
    }
    CompletionStage<Void> changed = CompletableFuture.completedStage(null);
    if (!step.remove().isEmpty()) {
      changed = changed.thenCompose(_ -> provider.remove(step.remove()));
    }
    if (step.add() > 0) {
      changed = changed.thenCompose(_ -> provider.add(step.add()));
    }
    getContext()
        .pipeToSelf(changed, (_, failure) -> failure == null ? new Done() : new Failed(failure));
  }

  private Behavior<Message> close() {
    provider.close();
    return this;
  }
}
