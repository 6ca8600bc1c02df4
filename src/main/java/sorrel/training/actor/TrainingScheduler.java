package sorrel.training.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobPriority;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.ScalingPolicy;
import sorrel.training.domain.TrainingJob;

/**
 * Gives jobs to free runner slots; one in the cluster.
 *
 * <p>It keeps nothing on disk: a model says what it wants done again and again until the report has
 * reached it, so a scheduler that starts afresh on another node knows everything after one round of
 * that. A runner says every second that it lives; one that falls silent loses its jobs to others.
 */
public final class TrainingScheduler extends AbstractBehavior<SchedulerCommand> {
  private static final Duration TICK = Duration.ofSeconds(1);

  /** Between two looks at how many runners there should be. */
  public static final Duration LOOK = Duration.ofSeconds(5);

  /**
   * Where a runner is reached.
   *
   * @param heardAt what its own clock said when it last spoke
   */
  private record Reached(ActorRef<RunnerCommand> at, Optional<Instant> heardAt) {}

  private final InstantSource clock;
  private final Consumer<JobReport> reports;
  private final JobQueue queue;
  private final ScalingPolicy policy;
  private final Map<String, Reached> runners = new HashMap<>();
  private final List<SchedulerCommand.CancelModel> leaving = new ArrayList<>();
  private ScalingPolicy.Past past = ScalingPolicy.Past.none();
  private int ticks;

  /**
   * The behavior of the scheduler.
   *
   * @param reports takes a report to its model, waking it if need be; may drop one, since the model
   *     asks again
   * @param policy says how many runners there should be; who cares makes it so
   */
  public static Behavior<SchedulerCommand> create(
      InstantSource clock, Consumer<JobReport> reports, ScalingPolicy policy) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(SchedulerCommand.Tick.INSTANCE, TICK);
          return Behaviors.setup(context -> new TrainingScheduler(context, clock, reports, policy));
        });
  }

  private TrainingScheduler(
      ActorContext<SchedulerCommand> context,
      InstantSource clock,
      Consumer<JobReport> reports,
      ScalingPolicy policy) {
    super(context);
    this.clock = clock;
    this.reports = reports;
    this.policy = policy;
    this.queue = new JobQueue(clock.instant());
  }

  @Override
  public Receive<SchedulerCommand> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::onMessage).build();
  }

  private Behavior<SchedulerCommand> onMessage(SchedulerCommand message) {
    switch (message) {
      case SchedulerCommand.Submit submit -> submit(submit);
      case SchedulerCommand.CancelRun cancel -> stop(key -> key.run().equals(cancel.run()));
      case SchedulerCommand.CancelModel cancel -> leave(cancel);
      case SchedulerCommand.Beat beat -> hear(beat);
      case SchedulerCommand.JobEnded ended -> end(ended);
      case SchedulerCommand.Recall recall -> recall(recall);
      case SchedulerCommand.Retire retire -> retire(retire);
      case SchedulerCommand.Gone gone -> gone(gone);
      case SchedulerCommand.Describe describe -> describe.replyTo().tell(view());
      case SchedulerCommand.Tick tick -> tick();
    }
    return this;
  }

  private void submit(SchedulerCommand.Submit submit) {
    JobPriority priority = submit.priority().orElse(JobPriority.of(submit.job()));
    queue.submit(submit.job(), priority, clock.instant()).ifPresent(reports);
    assign();
  }

  private void leave(SchedulerCommand.CancelModel cancel) {
    leaving.add(cancel);
    stop(key -> key.model().equals(cancel.model()));
    answerThoseIdle();
  }

  private void stop(Predicate<JobKey> unwanted) {
    for (JobQueue.Unwanted each : queue.cancel(unwanted)) {
      tell(each.runner(), new RunnerCommand.Abort(each.key()));
    }
  }

  private void hear(SchedulerCommand.Beat beat) {
    Instant now = clock.instant();
    runners.put(beat.runner(), new Reached(beat.replyTo(), beat.sentAt()));
    Runner runner =
        new Runner(
            beat.runner(),
            beat.slots(),
            beat.traits().orElseGet(RunnerTraits::unknown),
            Set.copyOf(beat.running()),
            beat.leaving(),
            now);
    queue.heard(runner).forEach(key -> beat.replyTo().tell(new RunnerCommand.Abort(key)));
    queue.requeueMissing(runner);
    assign();
  }

  private void recall(SchedulerCommand.Recall recall) {
    for (JobKey key : recall.jobs()) {
      queue
          .at(recall.runner(), key)
          .ifPresent(job -> tell(recall.runner(), new RunnerCommand.Assign(job)));
    }
  }

  private void retire(SchedulerCommand.Retire retire) {
    for (String name : retire.runners()) {
      Optional.ofNullable(runners.get(name))
          .flatMap(Reached::heardAt)
          .ifPresent(at -> tell(name, new RunnerCommand.Leave(at)));
    }
  }

  private void gone(SchedulerCommand.Gone gone) {
    if (gone.crashed()) {
      queue.crashed(gone.runner()).forEach(reports);
    } else {
      queue.gone(gone.runner());
    }
    runners.remove(gone.runner());
    assign();
    answerThoseIdle();
  }

  private void tell(String runner, RunnerCommand command) {
    runners.get(runner).at().tell(command);
  }

  private void end(SchedulerCommand.JobEnded ended) {
    if (queue.end(ended.runner(), ended.report(), clock.instant())) {
      reports.accept(ended.report());
    }
    assign();
    answerThoseIdle();
  }

  private void tick() {
    queue.expire(clock.instant()).forEach(reports);
    runners.keySet().retainAll(queue.runners().stream().map(Runner::name).toList());
    if (ticks++ % LOOK.dividedBy(TICK) == 0) {
      past = policy.after(past, queue.waiting() + queue.running().size());
    }
    assign();
    answerThoseIdle();
  }

  private void assign() {
    for (Running each : queue.assign(clock.instant())) {
      tell(each.runner(), new RunnerCommand.Assign(each.job()));
    }
  }

  private void answerThoseIdle() {
    leaving.removeIf(
        cancel -> {
          boolean idle = !queue.worksFor(key -> key.model().equals(cancel.model()));
          if (idle) {
            cancel.replyTo().tell(new SchedulerCommand.Idle(cancel.model()));
          }
          return idle;
        });
  }

  private SchedulerView view() {
    Instant now = clock.instant();
    return new SchedulerView(
        queue.runners().stream()
            .map(
                runner ->
                    new SchedulerView.Runner(
                        runner.name(),
                        runner.slots(),
                        queue.running().stream()
                            .filter(each -> each.runner().equals(runner.name()))
                            .map(each -> work(each.job()))
                            .toList(),
                        Duration.between(runner.heard(), now).toMillis(),
                        Optional.of(about(runner))))
            .toList(),
        queue.waiting(),
        Optional.of(policy.desired(past)));
  }

  private static SchedulerView.About about(Runner runner) {
    return new SchedulerView.About(
        runner.traits().kind(),
        runner.traits().near().size(),
        runner.leaving(),
        runner.traits().onlyFor());
  }

  private static SchedulerView.Work work(TrainingJob job) {
    return new SchedulerView.Work(job.key(), job.key().model(), job.name());
  }
}
