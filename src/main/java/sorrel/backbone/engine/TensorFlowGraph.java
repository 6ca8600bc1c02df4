package sorrel.backbone.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * A graph as TensorFlow understands it: its nodes with every attribute, the shapes that it infers,
 * and what does not depend on the picture.
 */
final class TensorFlowGraph implements AutoCloseable {
  /**
   * Operations that may be computed while a network is registered: arithmetic, and nothing else.
   */
  private static final Set<String> FOLDABLE =
      Set.of(
          "Const",
          "Identity",
          "Add",
          "AddV2",
          "Sub",
          "Mul",
          "RealDiv",
          "Maximum",
          "Minimum",
          "Neg",
          "Sqrt",
          "Rsqrt",
          "Square",
          "Cast",
          "Squeeze",
          "ExpandDims",
          "Transpose");

  /** Those that are given a shape, which is read off what TensorFlow infers. */
  private static final Set<String> SHAPED = Set.of("Reshape", "Squeeze", "ExpandDims");

  /** Twice the numbers of the largest network that is taken. */
  private static final long NUMBERS_MAX = 1 << 28;

  private final Graph graph = new Graph();
  private final Session session;
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Set<String> constants = new HashSet<>();

  TensorFlowGraph(GraphDef definition) {
    try {
      graph.importGraphDef(definition);
      graph.toGraphDef().getNodeList().forEach(node -> nodes.put(node.getName(), node));
      session = new Session(graph);
    } catch (RuntimeException refusal) {
      graph.close();
      throw refusal;
    }
  }

  NodeDef node(String name) {
    return nodes.get(name);
  }

  /** What it computes with: the values that go in, without what only has to come before. */
  static List<String> inputs(NodeDef node) {
    List<String> inputs =
        node.getInputList().stream().filter(each -> !each.startsWith("^")).toList();
    return SHAPED.contains(node.getOp()) ? inputs.subList(0, 1) : inputs;
  }

  /**
   * The nodes that one needs, each after those it needs itself; none of them is constant.
   *
   * @param last the node that is asked for, which comes last
   */
  List<NodeDef> leadingTo(String last) {
    List<NodeDef> ordered = new ArrayList<>();
    Set<String> begun = new HashSet<>();
    Set<String> done = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(last));
    while (!open.isEmpty()) {
      String name = open.peek();
      NodeDef node = nodes.get(name);
      if (begun.add(name)) {
        inputs(node).stream()
            .map(TensorFlowGraph::nameOf)
            .filter(each -> !begun.contains(each))
            .forEach(open::push);
        continue;
      }
      open.pop();
      if (done.add(name)) {
        if (isConstant(node)) {
          constants.add(name);
        } else {
          ordered.add(node);
        }
      }
    }
    return ordered;
  }

  private boolean isConstant(NodeDef node) {
    return (FOLDABLE.contains(node.getOp()) || isReshapedByConstant(node))
        && node.getInputList().stream()
            .filter(each -> !each.startsWith("^"))
            .map(TensorFlowGraph::nameOf)
            .allMatch(each -> constants.contains(each) || isConst(each));
  }

  private boolean isReshapedByConstant(NodeDef node) {
    return node.getOp().equals("Reshape") && isConst(nameOf(node.getInput(1)));
  }

  private boolean isConst(String name) {
    return nodes.get(name).getOp().equals("Const");
  }

  /** The node that an input is of, which has to be its first output. */
  static String nameOf(String input) {
    int colon = input.indexOf(':');
    return colon < 0 ? input : input.substring(0, colon);
  }

  boolean hasConstant(String name) {
    return constants.contains(name);
  }

  /** A constant's numbers. */
  Value constant(String name) {
    long size = 1;
    for (long each : shape(name)) {
      size = Math.multiplyExact(size, Math.max(0, each));
    }
    if (size > NUMBERS_MAX) {
      throw new UntranslatableException("a constant of %,d numbers".formatted(size));
    }
    try (Result result = session.runner().fetch(name, 0).run()) {
      Tensor tensor = result.get(0);
      return switch (tensor) {
        case TFloat32 floats -> {
          float[] values = new float[Math.toIntExact(size)];
          floats.asRawTensor().data().asFloats().read(values);
          yield new Value.Numbers(values, shape(name));
        }
        case TInt32 ints -> {
          int[] values = new int[Math.toIntExact(size)];
          ints.asRawTensor().data().asInts().read(values);
          long[] whole = new long[values.length];
          for (int i = 0; i < values.length; i++) {
            whole[i] = values[i];
          }
          yield new Value.Whole(whole);
        }
        case TInt64 longs -> {
          long[] values = new long[Math.toIntExact(size)];
          longs.asRawTensor().data().asLongs().read(values);
          yield new Value.Whole(values);
        }
        default -> throw new UntranslatableException("a constant of the type " + tensor.dataType());
      };
    }
  }

  /** The sizes of a node's first output as far as they are known; the others are -1. */
  long[] shape(String name) {
    org.tensorflow.ndarray.Shape shape = graph.operation(name).output(0).shape();
    if (shape.isUnknown()) {
      throw new UntranslatableException(
          "%s, whose result may have any shape".formatted(nodes.get(name).getOp()));
    }
    return shape.asArray();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
