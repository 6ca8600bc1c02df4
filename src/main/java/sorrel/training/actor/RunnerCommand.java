package sorrel.training.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import java.time.Instant;
import sorrel.platform.serialization.CborMessage;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.TrainingJob;

/** What a runner pool understands. */
public sealed interface RunnerCommand {
  /** Do this job on a free slot. */
  record Assign(TrainingJob job) implements RunnerCommand, CborMessage {}

  /** Stop this job soon. */
  record Abort(JobKey key) implements RunnerCommand, CborMessage {}

  /**
   * Take no new jobs, and finish those at hand.
   *
   * @param asOf what the runner's own clock said in the heartbeat that led to this; an order that
   *     comes late is ignored, since what it followed from may no longer be so
   */
  record Leave(Instant asOf) implements RunnerCommand, CborMessage {}

  /** This node ends: stop all jobs, so that others do them, and answer once none runs. */
  record HandBack(ActorRef<Done> replyTo) implements RunnerCommand {}

  /** A slot has ended its job. */
  record SlotDone(JobReport report) implements RunnerCommand {}

  /** Time to say that this runner is alive. */
  enum Pulse implements RunnerCommand {
    INSTANCE
  }
}
