package sorrel.training.engine;

import java.nio.file.Path;
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
    return ProgressRelay.giveWay(
        sessions.threads().niceness(), progress, relay -> round(order, data, relay));
  }

  private RoundOutcome round(RoundOrder order, TrainingData data, Progress progress) {
    Checkpoint start =
        order
            .from()
            .map(file -> Checkpoint.read(file, order.architecture()))
            .orElseGet(() -> FirstWeights.of(order.architecture(), order.recipe().seed(), data));
    return new Rounds(sessions)
        .train(
            new GeneratedNetwork(order.architecture()),
            order.recipe(),
            order.epochs(),
            start,
            order.to(),
            data,
            progress);
  }

  @Override
  public Score score(Architecture architecture, Path checkpoint, TrainingData data, Part part) {
    check(architecture, data);
    return Niceness.giveWay(
        sessions.threads().niceness(), () -> scored(architecture, checkpoint, data, part));
  }

  private Score scored(Architecture architecture, Path checkpoint, TrainingData data, Part part) {
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
