package sorrel.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import sorrel.head.FeatureTableFile;
import sorrel.head.domain.HeadMaker;
import sorrel.head.domain.Linear;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.platform.blobs.BlobStore;
import sorrel.training.domain.FineTuning;
import sorrel.training.domain.Progress;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.RoundOrder;
import sorrel.training.domain.RoundOutcome;
import sorrel.training.domain.TrainingData;
import sorrel.training.domain.TrainingEngine;
import sorrel.training.domain.TrainingJob;
import sorrel.training.domain.TuningOrder;

/** Networks that learn, each with the engine for its kind. Blocking. */
public final class LearningNetworks {
  private final TrainingEngine engine;
  private final FineTuning tuning;
  private final Function<ModelId, BlobStore> blobs;

  public LearningNetworks(
      TrainingEngine engine, FineTuning tuning, Function<ModelId, BlobStore> blobs) {
    this.engine = engine;
    this.tuning = tuning;
    this.blobs = blobs;
  }

  /** Trains for a round. */
  RoundOutcome train(
      TrainingJob.Round round, Optional<Path> from, Path to, TrainingData data, Progress progress)
      throws IOException {
    Recipe recipe = round.learning().recipe().planning(round.epochsPlanned());
    return switch (round.learning().subject()) {
      case TrainingJob.Generated(var architecture) ->
          engine.train(
              new RoundOrder(architecture, recipe, from, to, round.epochs()), data, progress);
      case TrainingJob.Given(String name, Sha256 network, Sha256 table) -> {
        BlobStore store = blobs.apply(round.key().model());
        Path given = store.local(network);
        // What was trained already has a head; only the first is solved.
        Linear head =
            from.isPresent()
                ? tuning.head(given, from.get())
                : HeadMaker.solve(FeatureTableFile.read(store.local(table)));
        yield tuning.train(
            new TuningOrder(name, given, head, recipe, from, to, round.epochs()), data, progress);
      }
    };
  }

  /** Writes what was trained into a folder that does not exist yet, and gives its head. */
  Linear freeze(TrainingJob.Finish job, Path folder) throws IOException {
    BlobStore store = blobs.apply(job.key().model());
    Path checkpoint = store.local(job.checkpoint());
    return switch (job.learning().subject()) {
      case TrainingJob.Generated(var architecture) -> {
        engine.export(architecture, checkpoint, folder);
        yield engine.head(architecture, checkpoint);
      }
      case TrainingJob.Given(String _, Sha256 network, Sha256 _) -> {
        Path before = store.local(network);
        tuning.export(before, checkpoint, folder);
        yield tuning.head(before, checkpoint);
      }
    };
  }

  /** Writes weights to train further from, whose last layer is another head. */
  void graft(TrainingJob.Weights weights, BlobStore store, Linear head, Path to)
      throws IOException {
    engine.graft(weights.architecture(), store.local(weights.checkpoint()), head, to);
  }
}
