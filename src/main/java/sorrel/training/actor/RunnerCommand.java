package sorrel.training.actor;

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

  /** A slot has ended its job. */
  record SlotDone(JobReport report) implements RunnerCommand {}

  /** Time to say that this runner is alive. */
  enum Pulse implements RunnerCommand {
    INSTANCE
  }
}
