package sorrel.training.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.TrainingJob;

/**
 * The slots of one runner node. Each slot does one job at a time on a platform thread of its own,
 * because training holds its thread in native code; the actor itself never waits.
 */
public final class RunnerPool extends AbstractBehavior<RunnerCommand> {
  /** A tenth of the lease, so that a few lost messages cost nothing. */
  private static final Duration PULSE = Duration.ofSeconds(1);

  private final String name;
  private final int slots;
  private final JobExecutor executor;
  private final ActorRef<SchedulerCommand> scheduler;
  private final Map<JobKey, AtomicBoolean> running = new HashMap<>();

  /**
   * The behavior of a pool.
   *
   * @param name this runner, unique in the cluster
   * @param slots jobs at once, at least 1
   */
  public static Behavior<RunnerCommand> create(
      String name, int slots, JobExecutor executor, ActorRef<SchedulerCommand> scheduler) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(RunnerCommand.Pulse.INSTANCE, Duration.ZERO, PULSE);
          return Behaviors.setup(
              context -> new RunnerPool(context, name, slots, executor, scheduler));
        });
  }

  private RunnerPool(
      ActorContext<RunnerCommand> context,
      String name,
      int slots,
      JobExecutor executor,
      ActorRef<SchedulerCommand> scheduler) {
    super(context);
    this.name = name;
    this.slots = slots;
    this.executor = executor;
    this.scheduler = scheduler;
  }

  @Override
  public Receive<RunnerCommand> createReceive() {
    return newReceiveBuilder()
        .onSignal(PostStop.class, stopped -> abortAll())
        .onAnyMessage(this::onMessage)
        .build();
  }

  private Behavior<RunnerCommand> onMessage(RunnerCommand message) {
    switch (message) {
      case RunnerCommand.Assign assign -> start(assign.job());
      case RunnerCommand.Abort abort -> abort(abort.key());
      case RunnerCommand.SlotDone done -> done(done.report());
      case RunnerCommand.Pulse pulse -> pulse();
    }
    return this;
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

  private void done(JobReport report) {
    running.remove(report.key());
    scheduler.tell(new SchedulerCommand.JobEnded(name, report));
    pulse();
  }

  private void pulse() {
    scheduler.tell(
        new SchedulerCommand.Beat(
            name, slots, List.copyOf(running.keySet()), getContext().getSelf()));
  }

  private Behavior<RunnerCommand> abortAll() {
    running.values().forEach(cancelled -> cancelled.set(true));
    return this;
  }
}
