package sorrel.training.engine;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** How much memory a step takes in which a part of a network's weights is trained. */
final class LearningMemory {
  /** What a layer gave is kept for its gradient, which is as large. */
  private static final int KEPT = 2;

  /** Before the first trained layer only what a layer takes and gives is there at a time. */
  private static final int PASSING = 2;

  private LearningMemory() {}

  /**
   * Bytes for one picture.
   *
   * @param trained constants that are trained
   */
  static long bytes(GraphDef definition, List<NodeDef> trained) {
    Set<String> after = after(definition, trained);
    long kept = 0;
    long largest = 0;
    try (Graph graph = new Graph()) {
      graph.importGraphDef(definition);
      for (Iterator<GraphOperation> all = graph.operations(); all.hasNext(); ) {
        GraphOperation operation = all.next();
        long numbers = operation.numOutputs() == 0 ? 0 : perPicture(operation);
        if (after.contains(operation.name())) {
          kept += numbers;
        } else {
          largest = Math.max(largest, numbers);
        }
      }
    }
    return Float.BYTES * (KEPT * kept + PASSING * largest);
  }

  private static long perPicture(GraphOperation operation) {
    if (operation.output(0).dataType() != DataType.DT_FLOAT) {
      return 0;
    }
    Shape shape = operation.output(0).shape();
    if (shape.isUnknown() || shape.numDimensions() == 0 || shape.get(0) >= 0) {
      return 0;
    }
    long numbers = 1;
    for (int i = 1; i < shape.numDimensions(); i++) {
      numbers *= Math.max(1, shape.get(i));
    }
    return numbers;
  }

  /** The nodes that depend on what is trained. */
  private static Set<String> after(GraphDef graph, List<NodeDef> trained) {
    Set<String> after = new HashSet<>();
    trained.forEach(each -> after.add(each.getName()));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (NodeDef node : graph.getNodeList()) {
        if (node.getInputList().stream().map(LaterWeights::nodeOf).anyMatch(after::contains)) {
          grew |= after.add(node.getName());
        }
      }
    }
    return after;
  }
}
