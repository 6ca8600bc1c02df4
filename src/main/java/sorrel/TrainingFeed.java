package sorrel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.task.LiveEvent;
import sorrel.task.LiveFeed;
import sorrel.training.JobRunner;
import sorrel.training.domain.Progress;
import sorrel.training.domain.TrainingJob;

/** Shows how far jobs are to those who watch; nothing of it is kept. */
record TrainingFeed(LiveFeed live, ObjectMapper json) implements JobRunner.Listener {
  /** Where a candidate of a run stands. */
  record RunProgress(
      RunId run,
      ModelId model,
      int candidate,
      String architecture,
      int epoch,
      int batch,
      int batches,
      double imagesPerSecond,
      double loss) {}

  @Override
  public void at(TrainingJob job, Progress.Moment moment) {
    live.publish(new LiveEvent(job.owner(), "run", document(job, moment)));
  }

  private String document(TrainingJob job, Progress.Moment moment) {
    try {
      return json.writeValueAsString(
          new RunProgress(
              job.key().run(),
              job.key().model(),
              job.candidate(),
              job.learning().architecture().name(),
              moment.epoch(),
              moment.batch(),
              moment.batches(),
              moment.imagesPerSecond(),
              moment.loss()));
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
