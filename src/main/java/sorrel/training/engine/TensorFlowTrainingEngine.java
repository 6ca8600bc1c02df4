package sorrel.training.engine;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Session;
import sorrel.head.domain.Linear;
import sorrel.kernel.Part;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Progress;
import sorrel.training.domain.RoundOrder;
import sorrel.training.domain.RoundOutcome;
import sorrel.training.domain.Score;
import sorrel.training.domain.TrainingData;
import sorrel.training.domain.TrainingEngine;

/** Trains with TensorFlow's native library, one graph and one session a round. */
public final class TensorFlowTrainingEngine implements TrainingEngine {
  private static final Logger log = LoggerFactory.getLogger(TensorFlowTrainingEngine.class);

  private final Sessions sessions;

  /** An engine that uses so many threads, and the precision that suits the processor. */
  public TensorFlowTrainingEngine(TrainingThreads threads) {
    this(threads, Precision.suited());
  }

  public TensorFlowTrainingEngine(TrainingThreads threads, Precision precision) {
    NativeLibrary.load();
    this.sessions = new Sessions(threads, precision);
  }

  @Override
  public RoundOutcome train(RoundOrder order, TrainingData data, Progress progress) {
    check(order.architecture(), data);
    if (data.count(Part.TRAINING) < 2) {
      throw new IllegalArgumentException("Training needs at least 2 images");
    }
    long began = System.nanoTime();
    Checkpoint start =
        order
            .from()
            .map(file -> Checkpoint.read(file, order.architecture()))
            .orElseGet(() -> FirstWeights.of(order.architecture(), order.recipe().seed(), data));
    try {
      Round.Attempt attempt = new Round(order, start, data, progress, sessions).run();
      if (attempt instanceof Round.Diverged) {
        Checkpoint.Position position = start.position();
        log.warn(
            "{} diverged after epoch {}; once more at half the learning rate",
            order.architecture().name(),
            position.epochs());
        Checkpoint slowed =
            start.at(
                new Checkpoint.Position(
                    position.epochs(), position.steps(), position.rateScale() / 2));
        attempt = new Round(order, slowed, data, progress, sessions).run();
      }
      return outcome(attempt, order, began);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RoundOutcome.Cancelled();
    }
  }

  private static RoundOutcome outcome(Round.Attempt attempt, RoundOrder order, long began) {
    return switch (attempt) {
      case Round.Learned learned -> {
        learned.checkpoint().write(order.to());
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

  @Override
  public Score score(Architecture architecture, Path checkpoint, TrainingData data, Part part) {
    check(architecture, data);
    Checkpoint weights = Checkpoint.read(checkpoint, architecture);
    try (ScoringGraph graph = new ScoringGraph(architecture);
        Session session = sessions.scoring(graph.graph())) {
      graph.variables().restore(session, weights);
      return Scoring.score(
          session, graph.pixels, graph.predicted, data, part, architecture.classes(), () -> false);
    }
  }

  @Override
  public Linear head(Architecture architecture, Path checkpoint) {
    Checkpoint weights = Checkpoint.read(checkpoint, architecture);
    String last = Integer.toString(architecture.layers().size() - 1);
    return new Linear(
        weights.values(Parameter.name(last, Parameter.Kind.WEIGHTS)),
        weights.values(Parameter.name(last, Parameter.Kind.OFFSET)));
  }

  @Override
  public void graft(Architecture architecture, Path checkpoint, Linear head, Path to) {
    Checkpoint.read(checkpoint, architecture).grafted(architecture, head).write(to);
  }

  @Override
  public void export(Architecture architecture, Path checkpoint, Path folder) {
    FrozenNetwork network =
        FrozenNetwork.of(architecture, Checkpoint.read(checkpoint, architecture));
    SavedModelExport.write(network, folder);
    OnnxExport.write(network, folder.resolve("model.onnx"));
  }

  private static void check(Architecture architecture, TrainingData data) {
    if (!architecture.input().equals(data.shape())) {
      throw new IllegalArgumentException(
          architecture.name() + " takes " + architecture.input() + ", not " + data.shape());
    }
  }
}
