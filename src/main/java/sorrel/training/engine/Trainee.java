package sorrel.training.engine;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** What a round trains. */
interface Trainee {
  /** What people call it. */
  String name();

  /** What tells it from others, so that no checkpoint of one gets into another. */
  String identity();

  int classes();

  /**
   * Adds the network to an empty graph.
   *
   * @param renewal scalar: the share of a batch in running statistics
   * @param seed of what is dropped while learning
   * @throws TrainingException if it cannot be trained
   */
  Body in(Graph graph, Ops tf, Variables variables, Operand<TFloat32> renewal, long seed);

  /**
   * A network in a graph.
   *
   * @param pixels where pictures go in, uint8 {@code [n, height, width, channel]}
   * @param parameters all numbers of it, each of which is a variable of the graph
   * @param learning as it acts while it learns
   * @param logits as it acts once trained, {@code [n, classes]}
   */
  record Body(
      Operand<TUint8> pixels,
      List<Parameter> parameters,
      LayerGraph.Outputs learning,
      Operand<TFloat32> logits) {
    public Body {
      parameters = List.copyOf(parameters);
    }
  }
}
