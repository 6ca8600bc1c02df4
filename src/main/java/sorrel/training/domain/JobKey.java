package sorrel.training.domain;

import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;

/**
 * Names a job for good: whoever submits it again submits the same job.
 *
 * @param step the job's number within its run, counted from 0
 */
public record JobKey(ModelId model, RunId run, int step) {
  @Override
  public String toString() {
    return run + "/" + step;
  }
}
