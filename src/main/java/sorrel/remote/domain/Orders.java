package sorrel.remote.domain;

import java.util.List;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.TrainingJob;

/**
 * What a runner is to do; said again until it shows that it heard.
 *
 * @param start jobs to begin with
 * @param stop jobs to stop soon, of which nobody wants a report
 */
public record Orders(List<TrainingJob> start, List<JobKey> stop) {
  public Orders {
    start = List.copyOf(start);
    stop = List.copyOf(stop);
  }

  /** Nothing new. */
  public static Orders none() {
    return new Orders(List.of(), List.of());
  }

  public boolean isEmpty() {
    return start.isEmpty() && stop.isEmpty();
  }
}
