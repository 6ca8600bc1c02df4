package sorrel.training.engine;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import sorrel.training.domain.Recipe;

/** The graph of one network that learns: a step, and the classes it gives meanwhile. */
final class TrainingGraph implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Variables variables = new Variables();
  final Operand<TUint8> pixels;
  final Placeholder<TInt32> labels;
  final Placeholder<TFloat32> rate;
  final Placeholder<TFloat32> renewal;
  final Placeholder<TFloat32> steps;
  final Operand<TFloat32> loss;
  final Op step;
  final Operand<TInt64> predicted;

  /**
   * The graph in which a network learns.
   *
   * @param batch pictures a step
   */
  TrainingGraph(Trainee trainee, Recipe recipe, int batch) {
    Ops tf = Ops.create(graph).withSubScope("training");
    labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(batch)));
    rate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    renewal = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    steps = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    Trainee.Body body = trainee.in(graph, tf, variables, renewal, recipe.seed());
    pixels = body.pixels();
    List<Parameter> trained =
        body.parameters().stream().filter(one -> one.kind().trained()).toList();
    for (Parameter one : trained) {
      Optimizer.slots(one.kind())
          .forEach(slot -> variables.create(tf, one.name() + slot, one.shape()));
    }
    LayerGraph.Outputs outputs = body.learning();
    loss = loss(tf, outputs.logits(), trainee.classes(), recipe.labelSmoothing());
    Output<?>[] gradients = gradients(trained);
    List<Op> updates = new ArrayList<>(outputs.updates());
    updates.addAll(Optimizer.updates(tf, variables, trained, gradients, rate, steps, recipe));
    step = tf.withControlDependencies(updates).noOp();
    predicted = predicted(tf, body.logits());
  }

  private Output<?>[] gradients(List<Parameter> trained) {
    try {
      return graph.addGradients(
          loss.asOutput(),
          trained.stream()
              .map(one -> variables.get(one.name()).value().asOutput())
              .toArray(Output<?>[]::new));
    } catch (TensorFlowException without) {
      graph.close();
      throw new TrainingException(
          "One of its operations cannot be trained through (%s).".formatted(without.getMessage()),
          without);
    }
  }

  Graph graph() {
    return graph;
  }

  Variables variables() {
    return variables;
  }

  static Operand<TInt64> predicted(Ops tf, Operand<TFloat32> logits) {
    return tf.math.argMax(logits, tf.constant(1));
  }

  private Operand<TFloat32> loss(
      Ops tf, Operand<TFloat32> logits, int classes, double labelSmoothing) {
    float elsewhere = (float) (labelSmoothing / classes);
    Operand<TFloat32> wanted =
        tf.oneHot(
            labels,
            tf.constant(classes),
            tf.constant((float) (1 - labelSmoothing) + elsewhere),
            tf.constant(elsewhere));
    // The sparse form of this operation has no gradient in the native library.
    return tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(logits, wanted).loss(), tf.constant(0));
  }

  @Override
  public void close() {
    graph.close();
  }
}
