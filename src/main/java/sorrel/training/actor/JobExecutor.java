package sorrel.training.actor;

import java.util.function.BooleanSupplier;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.TrainingJob;

/** Does one job on the calling thread; blocking, and long. */
public interface JobExecutor {
  /**
   * Never throws for what can happen to a job: that is a report too.
   *
   * @param cancelled asked a few times a second; once true, the job ends within a second
   */
  JobReport execute(TrainingJob job, BooleanSupplier cancelled);
}
