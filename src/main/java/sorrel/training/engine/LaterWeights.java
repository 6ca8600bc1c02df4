package sorrel.training.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Which constants of a frozen graph are trained further: the weights of its last layers.
 *
 * <p>What first layers see is the same in all pictures, and their maps are large: most of the time
 * and the memory of a step would be spent on a small part of the numbers.
 *
 * @see <a href="https://arxiv.org/abs/1411.1792">J. Yosinski et al., 2014, "How transferable are
 *     features in deep neural networks?"</a>
 */
final class LaterWeights {
  /** Of all weights. */
  private static final double SHARE = 0.95;

  private final Map<String, NodeDef> nodes = new HashMap<>();

  private LaterWeights(GraphDef graph) {
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /**
   * The constants, those of the last layer first.
   *
   * @param features the node that gives the features
   */
  static List<NodeDef> of(GraphDef graph, String features) {
    return new LaterWeights(graph).leadingTo(features);
  }

  private List<NodeDef> leadingTo(String features) {
    Set<NodeDef> all = new LinkedHashSet<>();
    for (NodeDef node : ordered(features).reversed()) {
      for (int place : places(node.getOp())) {
        NodeDef source = source(node.getInput(place));
        if (source.getOp().equals("Const")
            && source.getAttrOrThrow("dtype").getType() == DataType.DT_FLOAT) {
          all.add(source);
        }
      }
    }
    long enough =
        (long) (SHARE * all.stream().mapToLong(each -> Constants.shape(each).size()).sum());
    List<NodeDef> later = new ArrayList<>();
    long numbers = 0;
    for (NodeDef each : all) {
      if (numbers >= enough) {
        break;
      }
      later.add(each);
      numbers += Constants.shape(each).size();
    }
    return later;
  }

  /** Where an operation takes weights; statistics of a normalisation are none. */
  private static int[] places(String operation) {
    return switch (operation) {
      case "Conv2D", "DepthwiseConv2dNative", "MatMul", "BiasAdd" -> new int[] {1};
      case "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3" -> new int[] {1, 2};
      default -> new int[0];
    };
  }

  private NodeDef source(String input) {
    NodeDef node = nodes.get(nodeOf(input));
    while (node.getOp().equals("Identity")) {
      node = nodes.get(nodeOf(node.getInput(0)));
    }
    return node;
  }

  /** The nodes that one needs, each after those it needs itself. */
  private List<NodeDef> ordered(String last) {
    List<NodeDef> ordered = new ArrayList<>();
    Set<String> begun = new HashSet<>();
    Set<String> done = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(last));
    while (!open.isEmpty()) {
      String name = open.peek();
      if (begun.add(name)) {
        nodes.get(name).getInputList().stream()
            .map(LaterWeights::nodeOf)
            .filter(each -> !begun.contains(each))
            .forEach(open::push);
      } else {
        open.pop();
        if (done.add(name)) {
          ordered.add(nodes.get(name));
        }
      }
    }
    return ordered;
  }

  /**
   * An input of a node is {@code node}, {@code node:output}, or {@code ^node} for only after it.
   */
  static String nodeOf(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }
}
