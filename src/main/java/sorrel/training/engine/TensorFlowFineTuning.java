package sorrel.training.engine;

import java.nio.file.Path;
import sorrel.head.domain.Linear;
import sorrel.training.domain.FineTuning;
import sorrel.training.domain.OnnxCopies;
import sorrel.training.domain.Progress;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.RoundOutcome;
import sorrel.training.domain.TrainingData;
import sorrel.training.domain.TuningOrder;

/** Trains frozen networks further with TensorFlow, one graph and one session a round. */
public final class TensorFlowFineTuning implements FineTuning {
  /** Smaller batches would be led by single pictures. */
  private static final int BATCH_MIN = 4;

  private final Rounds rounds;
  private final long memory;
  private final OnnxCopies copies;

  /**
   * Trains with so many threads, and the precision that suits the processor.
   *
   * @param memory bytes that a step may take
   */
  public TensorFlowFineTuning(TrainingThreads threads, long memory, OnnxCopies copies) {
    NativeLibrary.load();
    this.rounds = new Rounds(new Sessions(threads, Precision.suited()));
    this.memory = memory;
    this.copies = copies;
  }

  @Override
  public RoundOutcome train(TuningOrder order, TrainingData data, Progress progress) {
    return ProgressRelay.giveWay(
        rounds.sessions().threads().niceness(), progress, relay -> round(order, data, relay));
  }

  private RoundOutcome round(TuningOrder order, TrainingData data, Progress progress) {
    TunableGraph graph = TunableGraph.read(order.network());
    if (graph.weights().isEmpty()) {
      return new RoundOutcome.Failed("The network has no weights that could be trained.");
    }
    GivenNetwork network = new GivenNetwork(order.name(), graph, order.head());
    Checkpoint start =
        order
            .from()
            .map(file -> Checkpoint.read(file, network.identity()))
            .orElseGet(network::start);
    return rounds.train(
        network,
        inBatches(order.recipe(), graph),
        order.epochs(),
        start,
        order.to(),
        data,
        progress);
  }

  private Recipe inBatches(Recipe recipe, TunableGraph network) {
    long fitting = memory / Math.max(1, network.bytesLearning());
    return recipe.inBatchesOf(
        Math.clamp(fitting, Math.min(BATCH_MIN, recipe.batch()), recipe.batch()));
  }

  @Override
  public Linear head(Path network, Path checkpoint) {
    return GivenNetwork.head(Checkpoint.read(checkpoint, TunableGraph.read(network).identity()));
  }

  @Override
  public void export(Path network, Path checkpoint, Path folder) {
    TunableGraph graph = TunableGraph.read(network);
    SavedModelFile.write(graph.with(Checkpoint.read(checkpoint, graph.identity())), folder);
    copies.write(folder.resolve(SavedModelFile.NAME), folder.resolve("model.onnx"));
  }
}
