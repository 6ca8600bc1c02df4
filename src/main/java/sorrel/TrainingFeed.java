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

  /** How many pictures a network that stays as it is has looked at for its head. */
  record PicturesSeen(RunId run, ModelId model, int candidate, String architecture, int pictures) {}

  @Override
  public void at(TrainingJob job, Progress.Moment moment) {
    publish(
        job,
        new RunProgress(
            job.key().run(),
            job.key().model(),
            job.candidate(),
            job.name(),
            moment.epoch(),
            moment.batch(),
            moment.batches(),
            moment.imagesPerSecond(),
            moment.loss()));
  }

  @Override
  public void seen(TrainingJob job, int pictures) {
    publish(
        job,
        new PicturesSeen(
            job.key().run(), job.key().model(), job.candidate(), job.name(), pictures));
  }

  private void publish(TrainingJob job, Object document) {
    live.publish(new LiveEvent(job.owner(), "run", write(document)));
  }

  private String write(Object document) {
    try {
      return json.writeValueAsString(document);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
