package sorrel.training.actor;

import akka.actor.typed.ActorRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.platform.serialization.CborMessage;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobPriority;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.TrainingJob;

/** What the training scheduler understands. */
public sealed interface SchedulerCommand {
  /**
   * Do this job; said again and again by its model until the report arrived there.
   *
   * @param priority empty for that of its kind
   */
  record Submit(TrainingJob job, Optional<JobPriority> priority)
      implements SchedulerCommand, CborMessage {}

  /** Nothing of this run is wanted any more. */
  record CancelRun(RunId run) implements SchedulerCommand, CborMessage {}

  /** Nothing of this model is wanted any more; answered once no slot works for it. */
  record CancelModel(ModelId model, ActorRef<Idle> replyTo)
      implements SchedulerCommand, CborMessage {}

  /** No slot works for the model. */
  record Idle(ModelId model) implements CborMessage {}

  /**
   * A runner is alive.
   *
   * @param running jobs its slots hold
   * @param traits empty from a node of an older version
   * @param leaving whether it takes no new jobs
   * @param sentAt by its own clock; empty from a node of an older version
   */
  record Beat(
      String runner,
      int slots,
      List<JobKey> running,
      Optional<RunnerTraits> traits,
      boolean leaving,
      Optional<Instant> sentAt,
      ActorRef<RunnerCommand> replyTo)
      implements SchedulerCommand, CborMessage {}

  /** A slot has ended a job. */
  record JobEnded(String runner, JobReport report) implements SchedulerCommand, CborMessage {}

  /**
   * A runner holds jobs of which it does not know any more what they are: those that it is to do
   * are assigned to it again.
   */
  record Recall(String runner, List<JobKey> jobs) implements SchedulerCommand, CborMessage {}

  /** These runners are too many: they are to take no new jobs. */
  record Retire(Set<String> runners) implements SchedulerCommand, CborMessage {}

  /**
   * A runner has ended or is about to, and others are to do its jobs at once.
   *
   * @param crashed whether it ended in the middle of them
   */
  record Gone(String runner, boolean crashed) implements SchedulerCommand, CborMessage {}

  /** Who runs what and what waits. */
  record Describe(ActorRef<SchedulerView> replyTo) implements SchedulerCommand, CborMessage {}

  /** Time to look for runners that fell silent. */
  enum Tick implements SchedulerCommand {
    INSTANCE
  }
}
