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
import java.util.function.Consumer;
import java.util.function.Predicate;
import sorrel.training.domain.JobReport;
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

  private final InstantSource clock;
  private final Consumer<JobReport> reports;
  private final JobQueue queue = new JobQueue();
  private final Map<String, ActorRef<RunnerCommand>> runners = new HashMap<>();
  private final List<SchedulerCommand.CancelModel> leaving = new ArrayList<>();

  /**
   * The behavior of the scheduler.
   *
   * @param reports takes a report to its model, waking it if need be; may drop one, since the model
   *     asks again
   */
  public static Behavior<SchedulerCommand> create(
      InstantSource clock, Consumer<JobReport> reports) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(SchedulerCommand.Tick.INSTANCE, TICK);
          return Behaviors.setup(context -> new TrainingScheduler(context, clock, reports));
        });
  }

  private TrainingScheduler(
      ActorContext<SchedulerCommand> context, InstantSource clock, Consumer<JobReport> reports) {
    super(context);
    this.clock = clock;
    this.reports = reports;
  }

  @Override
  public Receive<SchedulerCommand> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::onMessage).build();
  }

  private Behavior<SchedulerCommand> onMessage(SchedulerCommand message) {
    switch (message) {
      case SchedulerCommand.Submit submit -> submit(submit.job());
      case SchedulerCommand.CancelRun cancel -> stop(job -> job.key().run().equals(cancel.run()));
      case SchedulerCommand.CancelModel cancel -> leave(cancel);
      case SchedulerCommand.Beat beat -> hear(beat);
      case SchedulerCommand.JobEnded ended -> end(ended);
      case SchedulerCommand.Describe describe -> describe.replyTo().tell(view());
      case SchedulerCommand.Tick tick -> tick();
    }
    return this;
  }

  private void submit(TrainingJob job) {
    queue.submit(job).ifPresent(reports);
    assign();
  }

  private void leave(SchedulerCommand.CancelModel cancel) {
    leaving.add(cancel);
    stop(job -> job.key().model().equals(cancel.model()));
    answerThoseIdle();
  }

  private void stop(Predicate<TrainingJob> unwanted) {
    for (JobQueue.Running each : queue.cancel(unwanted)) {
      runners.get(each.runner()).tell(new RunnerCommand.Abort(each.job().key()));
    }
  }

  private void hear(SchedulerCommand.Beat beat) {
    Instant now = clock.instant();
    runners.put(beat.runner(), beat.replyTo());
    queue
        .heard(beat.runner(), beat.slots(), beat.running(), now)
        .forEach(key -> beat.replyTo().tell(new RunnerCommand.Abort(key)));
    queue.requeueMissing(beat.runner(), beat.running(), now);
    assign();
  }

  private void end(SchedulerCommand.JobEnded ended) {
    if (queue.end(ended.runner(), ended.report())) {
      reports.accept(ended.report());
    }
    assign();
    answerThoseIdle();
  }

  private void tick() {
    queue.expire(clock.instant());
    runners.keySet().retainAll(queue.runners().stream().map(JobQueue.Runner::name).toList());
    assign();
    answerThoseIdle();
  }

  private void assign() {
    Instant now = clock.instant();
    runners.forEach(
        (name, runner) ->
            queue.assign(name, now).forEach(job -> runner.tell(new RunnerCommand.Assign(job))));
  }

  private void answerThoseIdle() {
    leaving.removeIf(
        cancel -> {
          boolean idle =
              queue.running().stream()
                  .noneMatch(each -> each.job().key().model().equals(cancel.model()));
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
                        Duration.between(runner.heard(), now).toMillis()))
            .toList(),
        queue.waiting());
  }

  private static SchedulerView.Work work(TrainingJob job) {
    return new SchedulerView.Work(job.key(), job.key().model(), job.name());
  }
}
