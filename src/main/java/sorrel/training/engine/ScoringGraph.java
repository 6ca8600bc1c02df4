package sorrel.training.engine;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Architecture;

/** The graph of one network that only classifies, over the same variables as training. */
final class ScoringGraph implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Variables variables = new Variables();
  final Placeholder<TUint8> pixels;
  final Operand<TInt64> predicted;
  final Operand<TFloat32> probabilities;

  ScoringGraph(Architecture architecture) {
    Ops tf = Ops.create(graph);
    ImageShape shape = architecture.input();
    pixels =
        tf.placeholder(
            TUint8.class,
            Placeholder.shape(Shape.of(-1, shape.height(), shape.width(), shape.channels())));
    Parameter.of(architecture).forEach(one -> variables.create(tf, one.name(), one.shape()));
    LayerGraph.Outputs outputs = new LayerGraph(tf, variables).inference(architecture, pixels);
    predicted = TrainingGraph.predicted(tf, outputs.logits());
    probabilities = tf.nn.softmax(outputs.logits());
  }

  Graph graph() {
    return graph;
  }

  Variables variables() {
    return variables;
  }

  @Override
  public void close() {
    graph.close();
  }
}
