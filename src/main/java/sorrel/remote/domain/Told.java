package sorrel.remote.domain;

import java.util.List;
import sorrel.kernel.ModelId;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.TrainingJob;

/**
 * The answer to a {@link Hello}.
 *
 * @param name of the runner's token
 * @param erased models that the runner has pictures of and that are no more
 */
public record Told(String name, List<TrainingJob> start, List<JobKey> stop, List<ModelId> erased) {}
