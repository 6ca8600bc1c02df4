package sorrel.training.engine;

import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import sorrel.kernel.Part;
import sorrel.training.domain.Progress;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.Score;
import sorrel.training.domain.TrainingData;

/** One attempt at a round: from a checkpoint in memory to another one. */
final class Round {
  /** How an attempt ended. */
  sealed interface Attempt {}

  /** All epochs were learned and the result was scored. */
  record Learned(Checkpoint checkpoint, Score validation, double loss, double imagesPerSecond)
      implements Attempt {}

  /** The numbers left the range of floats. */
  record Diverged() implements Attempt {}

  /** It was told to stop. */
  record Stopped() implements Attempt {}

  /** Time between two calls of progress. */
  private static final long REPORT_NANOS = 300_000_000;

  /** The share of the last batch in running statistics once there are many. */
  private static final double RENEWAL = 0.05;

  private final Trainee trainee;
  private final Recipe recipe;
  private final int epochs;
  private final Checkpoint start;
  private final TrainingData data;
  private final Progress progress;
  private final Sessions sessions;

  Round(
      Trainee trainee,
      Recipe recipe,
      int epochs,
      Checkpoint start,
      TrainingData data,
      Progress progress,
      Sessions sessions) {
    this.trainee = trainee;
    this.recipe = recipe;
    this.epochs = epochs;
    this.start = start;
    this.data = data;
    this.progress = progress;
    this.sessions = sessions;
  }

  Attempt run() throws InterruptedException {
    int size = Math.min(recipe.batch(), data.count(Part.TRAINING));
    try (TrainingGraph graph = new TrainingGraph(trainee, recipe, size);
        Session session = sessions.training(graph.graph());
        Batches batches = new Batches(data, recipe, size, start.position().epochs(), epochs)) {
      graph.variables().restore(session, start);
      return learn(graph, session, batches, size);
    }
  }

  private Attempt learn(TrainingGraph graph, Session session, Batches batches, int size)
      throws InterruptedException {
    int perEpoch = batches.inAnEpoch();
    long stepsBefore = start.position().steps();
    long began = System.nanoTime();
    long reported = began;
    double epochLoss = 0;
    double reportLoss = 0;
    int reportBatches = 0;
    int steps = epochs * perEpoch;
    for (int done = 0; done < steps; done++) {
      if (progress.cancelled()) {
        return new Stopped();
      }
      Batches.Batch batch = batches.next();
      double loss = step(graph, session, batch, stepsBefore + done, done, perEpoch);
      batches.giveBack(batch);
      if (!Double.isFinite(loss)) {
        return new Diverged();
      }
      epochLoss = done % perEpoch == 0 ? loss : epochLoss + loss;
      reportLoss += loss;
      reportBatches++;
      long now = System.nanoTime();
      if (now - reported >= REPORT_NANOS || done == steps - 1) {
        progress.at(
            new Progress.Moment(
                start.position().epochs() + done / perEpoch + 1,
                done % perEpoch + 1,
                perEpoch,
                (done + 1.0) * size * 1e9 / (now - began),
                reportLoss / reportBatches));
        reported = now;
        reportLoss = 0;
        reportBatches = 0;
      }
    }
    double rate = (double) steps * size * 1e9 / (System.nanoTime() - began);
    return finish(graph, session, stepsBefore + steps, epochLoss / perEpoch, rate);
  }

  private Attempt finish(
      TrainingGraph graph, Session session, long steps, double loss, double rate) {
    Score validation =
        Scoring.score(
            session,
            graph.pixels,
            graph.predicted,
            data,
            Part.VALIDATION,
            trainee.classes(),
            progress::cancelled);
    if (progress.cancelled()) {
      return new Stopped();
    }
    Map<String, float[]> values = graph.variables().values(session);
    Checkpoint checkpoint =
        new Checkpoint(
            trainee.identity(),
            new Checkpoint.Position(
                start.position().epochs() + epochs, steps, start.position().rateScale()),
            values);
    return checkpoint.isFinite() ? new Learned(checkpoint, validation, loss, rate) : new Diverged();
  }

  private double step(
      TrainingGraph graph,
      Session session,
      Batches.Batch batch,
      long stepsBefore,
      int done,
      int perEpoch) {
    double share = (start.position().epochs() + (double) done / perEpoch) / recipe.epochsPlanned();
    double rate = recipe.rate(share) * start.position().rateScale();
    // The first batches count fully, so that the statistics do not remember their first values.
    double renewal = Math.max(RENEWAL, 1.0 / (stepsBefore + 1));
    try (TFloat32 rateFed = TFloat32.scalarOf((float) rate);
        TFloat32 renewalFed = TFloat32.scalarOf((float) renewal);
        TFloat32 stepsFed = TFloat32.scalarOf((float) (stepsBefore + 1));
        Result result =
            session
                .runner()
                .feed(graph.pixels, batch.pixels)
                .feed(graph.labels, batch.labels)
                .feed(graph.rate, rateFed)
                .feed(graph.renewal, renewalFed)
                .feed(graph.steps, stepsFed)
                .addTarget(graph.step)
                .fetch(graph.loss)
                .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }
}
