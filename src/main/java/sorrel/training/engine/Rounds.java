package sorrel.training.engine;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.kernel.Part;
import sorrel.training.domain.Progress;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.RoundOutcome;
import sorrel.training.domain.TrainingData;

/** Rounds from checkpoint to checkpoint, with a second attempt where numbers grow out of bounds. */
record Rounds(Sessions sessions) {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  /**
   * Trains for some epochs.
   *
   * @param start what it begins with
   * @param to where the checkpoint goes
   */
  RoundOutcome train(
      Trainee trainee,
      Recipe recipe,
      int epochs,
      Checkpoint start,
      Path to,
      TrainingData data,
      Progress progress) {
    if (data.count(Part.TRAINING) < 2) {
      throw new IllegalArgumentException("Training needs at least 2 images");
    }
    long began = System.nanoTime();
    try {
      Round.Attempt attempt =
          new Round(trainee, recipe, epochs, start, data, progress, sessions).run();
      if (attempt instanceof Round.Diverged) {
        Checkpoint.Position position = start.position();
        LOG.warn(
            "{} diverged after epoch {}; once more at half the learning rate",
            trainee.name(),
            position.epochs());
        Checkpoint slowed =
            start.at(
                new Checkpoint.Position(
                    position.epochs(), position.steps(), position.rateScale() / 2));
        attempt = new Round(trainee, recipe, epochs, slowed, data, progress, sessions).run();
      }
      return outcome(attempt, to, began);
    } catch (TrainingException impossible) {
      return new RoundOutcome.Failed(impossible.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RoundOutcome.Cancelled();
    }
  }

  private static RoundOutcome outcome(Round.Attempt attempt, Path to, long began) {
    return switch (attempt) {
      case Round.Learned learned -> {
        learned.checkpoint().write(to);
        yield new RoundOutcome.Finished(
            learned.checkpoint().position().epochs(),
            learned.validation().right(),
            learned.validation().total(),
            learned.loss(),
            learned.imagesPerSecond(),
            (System.nanoTime() - began) / 1e9);
      }
      case Round.Diverged() ->
          new RoundOutcome.Failed(
              "The network's numbers grew without bound, at half the learning rate too.");
      case Round.Stopped() -> new RoundOutcome.Cancelled();
    };
  }
}
