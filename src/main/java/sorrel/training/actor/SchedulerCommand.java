package sorrel.training.actor;

import akka.actor.typed.ActorRef;
import java.util.List;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.platform.serialization.CborMessage;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.TrainingJob;

/** What the training scheduler understands. */
public sealed interface SchedulerCommand {
  /** Do this job; said again and again by its model until the report arrived there. */
  record Submit(TrainingJob job) implements SchedulerCommand, CborMessage {}

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
   */
  record Beat(String runner, int slots, List<JobKey> running, ActorRef<RunnerCommand> replyTo)
      implements SchedulerCommand, CborMessage {}

  /** A slot has ended a job. */
  record JobEnded(String runner, JobReport report) implements SchedulerCommand, CborMessage {}

  /** Who runs what and what waits. */
  record Describe(ActorRef<SchedulerView> replyTo) implements SchedulerCommand, CborMessage {}

  /** Time to look for runners that fell silent. */
  enum Tick implements SchedulerCommand {
    INSTANCE
  }
}
