package sorrel.training.actor;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.TrainingJob;

/**
 * A runner as it last described itself.
 *
 * @param holds jobs that its slots held then, and that did not end since
 * @param leaving whether it takes no new jobs
 */
record Runner(
    String name,
    int slots,
    RunnerTraits traits,
    Set<JobKey> holds,
    boolean leaving,
    Instant heard) {
  Runner {
    holds = Set.copyOf(holds);
  }

  boolean serves(TrainingJob job) {
    return traits.serves(job.owner());
  }

  Runner without(JobKey ended) {
    return new Runner(
        name,
        slots,
        traits,
        holds.stream().filter(key -> !key.equals(ended)).collect(Collectors.toSet()),
        leaving,
        heard);
  }
}
