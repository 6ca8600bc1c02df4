package sorrel.training.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.TrainingJob;

/**
 * The slots of one runner node. Each slot does one job at a time on a platform thread of its own,
 * because training holds its thread in native code; the actor itself never waits.
 */
public final class RunnerPool extends AbstractBehavior<RunnerCommand> {
  /** A tenth of the lease, so that a few lost messages cost nothing. */
  private static final Duration PULSE = Duration.ofSeconds(1);

  /** An order to leave that took longer to come follows from what may no longer be so. */
  private static final Duration ORDER_VALID = Duration.ofSeconds(5);

  /**
   * What the pool is told of its node.
   *
   * @param name this runner, unique in the cluster
   * @param slots jobs at once, at least 1
   * @param traits asked every second; must not block
   * @param clock only compared with itself
   */
  public record Node(String name, int slots, Supplier<RunnerTraits> traits, InstantSource clock) {}

  private final Node node;
  private final JobExecutor executor;
  private final ActorRef<SchedulerCommand> scheduler;
  private final Map<JobKey, AtomicBoolean> running = new HashMap<>();
  private final List<ActorRef<Done>> waitingForEnd = new ArrayList<>();
  private boolean leaving;

  /** The behavior of a pool. */
  public static Behavior<RunnerCommand> create(
      Node node, JobExecutor executor, ActorRef<SchedulerCommand> scheduler) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(RunnerCommand.Pulse.INSTANCE, Duration.ZERO, PULSE);
          return Behaviors.setup(context -> new RunnerPool(context, node, executor, scheduler));
        });
  }

  private RunnerPool(
      ActorContext<RunnerCommand> context,
      Node node,
      JobExecutor executor,
      ActorRef<SchedulerCommand> scheduler) {
    super(context);
    this.node = node;
    this.executor = executor;
    this.scheduler = scheduler;
  }

  @Override
  public Receive<RunnerCommand> createReceive() {
    return newReceiveBuilder()
        .onSignal(PostStop.class, _ -> stopped())
        .onAnyMessage(this::onMessage)
        .build();
  }

  private Behavior<RunnerCommand> onMessage(RunnerCommand message) {
    switch (message) {
      case RunnerCommand.Assign assign -> take(assign.job());
      case RunnerCommand.Abort abort -> abort(abort.key());
      case RunnerCommand.Leave leave -> leave(leave);
      case RunnerCommand.HandBack handBack -> handBack(handBack);
      case RunnerCommand.SlotDone done -> done(done.report());
      case RunnerCommand.Pulse _ -> pulse();
    }
    return this;
  }

  private void take(TrainingJob job) {
    if (leaving) {
      scheduler.tell(
          new SchedulerCommand.JobEnded(
              node.name(), new JobReport.Stopped(job.key(), job.candidate())));
    } else {
      start(job);
    }
  }

  private void start(TrainingJob job) {
    if (running.containsKey(job.key())) {
      return;
    }
    AtomicBoolean cancelled = new AtomicBoolean();
    running.put(job.key(), cancelled);
    ActorRef<RunnerCommand> self = getContext().getSelf();
    Thread.ofPlatform()
        .name("runner-" + job.key())
        .daemon()
        .start(() -> self.tell(new RunnerCommand.SlotDone(executeSafely(job, cancelled))));
  }

  private JobReport executeSafely(TrainingJob job, AtomicBoolean cancelled) {
    try {
      return executor.execute(job, cancelled::get);
    } catch (RuntimeException | Error fault) {
      // An executor reports what can happen; this is a fault of ours, and the slot must go on.
      org.slf4j.LoggerFactory.getLogger(RunnerPool.class).error("job {} broke", job.key(), fault);
      return new JobReport.Failed(
          job.key(), job.candidate(), "the runner met an unexpected fault.");
    }
  }

  private void abort(JobKey key) {
    AtomicBoolean cancelled = running.get(key);
    if (cancelled != null) {
      cancelled.set(true);
    }
  }

  private void leave(RunnerCommand.Leave order) {
    if (node.clock().instant().isBefore(order.asOf().plus(ORDER_VALID))) {
      leaving = true;
      // Before any job comes back, so that it is not given here again.
      pulse();
    }
  }

  private void handBack(RunnerCommand.HandBack order) {
    leaving = true;
    waitingForEnd.add(order.replyTo());
    scheduler.tell(new SchedulerCommand.Gone(node.name(), false));
    abortAll();
    answerIfIdle();
  }

  private void done(JobReport report) {
    running.remove(report.key());
    scheduler.tell(new SchedulerCommand.JobEnded(node.name(), report));
    pulse();
    answerIfIdle();
  }

  private void pulse() {
    if (waitingForEnd.isEmpty()) {
      scheduler.tell(
          new SchedulerCommand.Beat(
              node.name(),
              node.slots(),
              List.copyOf(running.keySet()),
              Optional.of(node.traits().get()),
              leaving,
              Optional.of(node.clock().instant()),
              getContext().getSelf()));
    }
  }

  private void answerIfIdle() {
    if (running.isEmpty()) {
      waitingForEnd.forEach(each -> each.tell(Done.getInstance()));
    }
  }

  private Behavior<RunnerCommand> stopped() {
    abortAll();
    return this;
  }

  private void abortAll() {
    running.values().forEach(cancelled -> cancelled.set(true));
  }
}
