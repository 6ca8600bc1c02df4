package sorrel.training.actor;

import java.time.Instant;
import sorrel.training.domain.TrainingJob;

/**
 * A job that runs, and where.
 *
 * @param wanted false once it was cancelled: it is to end, and is not given to another runner
 */
record Running(Waiting waited, String runner, Instant since, boolean wanted) {
  TrainingJob job() {
    return waited.job();
  }

  Running lost() {
    return new Running(waited.lost(), runner, since, wanted);
  }

  Running unwanted() {
    return new Running(waited, runner, since, false);
  }
}
