package sorrel.remote.domain;

import java.util.Optional;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.Progress;

/**
 * How far a runner is with a job.
 *
 * @param moment of a round
 * @param pictures that went through a network which stays as it is
 */
public record Seen(JobKey job, Optional<Progress.Moment> moment, Optional<Integer> pictures) {}
