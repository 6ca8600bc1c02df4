package sorrel.training.actor;

import java.time.Instant;
import java.util.Optional;
import sorrel.training.domain.JobPriority;
import sorrel.training.domain.TrainingJob;

/**
 * A job that wants a slot.
 *
 * @param order its place among all jobs that were ever submitted
 * @param since when it was submitted
 * @param losses how often its runner ended while it did this job
 * @param passedOver when it first let a slot go by, to wait for one nearer to its pictures
 */
record Waiting(
    TrainingJob job,
    JobPriority priority,
    long order,
    Instant since,
    int losses,
    Optional<Instant> passedOver) {
  Waiting passedOver(Instant now) {
    return new Waiting(job, priority, order, since, losses, Optional.of(passedOver.orElse(now)));
  }

  Waiting lost() {
    return new Waiting(job, priority, order, since, losses + 1, passedOver);
  }
}
