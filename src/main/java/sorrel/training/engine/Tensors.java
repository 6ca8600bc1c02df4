package sorrel.training.engine;

import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.types.family.TType;

/** Tensors of a graph by their names. */
final class Tensors {
  private Tensors() {}

  /** What a name such as {@code features:0} stands for. */
  static <T extends TType> Output<T> output(Graph graph, String name) {
    int colon = name.lastIndexOf(':');
    return colon < 0
        ? graph.operation(name).output(0)
        : graph
            .operation(name.substring(0, colon))
            .output(Integer.parseInt(name.substring(colon + 1)));
  }
}
