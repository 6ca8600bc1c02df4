package sorrel.backbone.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.engine.SavedModelFile.Tensor;

/**
 * The part of a graph that leads from its input to its features.
 *
 * @param whole the graph it is cut from
 * @param placeholder the node where pictures go in
 * @param others the other nodes that the features need
 */
record GraphCut(GraphDef whole, NodeDef placeholder, List<NodeDef> others) {
  /** What reads weights that are not in the graph. */
  private static final Set<String> VARIABLES =
      Set.of(
          "Variable",
          "VariableV2",
          "VarHandleOp",
          "AutoReloadVariable",
          "ReadVariableOp",
          "RestoreV2",
          "HashTableV2");

  static GraphCut of(GraphDef graph, Tensor input, Tensor features) {
    Map<String, NodeDef> nodes = new LinkedHashMap<>();
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    NodeDef placeholder = node(nodes, input);
    node(nodes, features);
    if (!placeholder.getOp().equals("Placeholder") || input.output() != 0) {
      throw new BackboneException("'%s' is not an input of the network.".formatted(input));
    }
    Set<String> needed = reached(nodes, features.node(), placeholder.getName());
    if (!needed.contains(placeholder.getName())) {
      throw new BackboneException(
          "The output '%s' does not depend on the input '%s'.".formatted(features, input));
    }
    List<NodeDef> others = new ArrayList<>();
    for (NodeDef node : graph.getNodeList()) {
      if (needed.contains(node.getName()) && !node.getName().equals(placeholder.getName())) {
        others.add(checked(node));
      }
    }
    return new GraphCut(graph, placeholder, others);
  }

  private static NodeDef node(Map<String, NodeDef> nodes, Tensor tensor) {
    NodeDef node = nodes.get(tensor.node());
    if (node == null) {
      throw new BackboneException("The network has no '%s'.".formatted(tensor));
    }
    return node;
  }

  /** The nodes that one needs, but for what the input itself would need. */
  private static Set<String> reached(Map<String, NodeDef> nodes, String from, String input) {
    Set<String> reached = new HashSet<>(Set.of(from));
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (name.equals(input)) {
        continue;
      }
      for (String each : nodes.get(name).getInputList()) {
        String before = nodeOf(each);
        if (!nodes.containsKey(before)) {
          throw new BackboneException("The graph is not whole: '%s' is missing.".formatted(before));
        }
        if (reached.add(before)) {
          open.push(before);
        }
      }
    }
    return reached;
  }

  /**
   * An input of a node is {@code node}, {@code node:output}, or {@code ^node} for only after it.
   */
  private static String nodeOf(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static NodeDef checked(NodeDef node) {
    if (VARIABLES.contains(node.getOp())) {
      throw new BackboneException(
          "The network's weights are variables, which are kept beside its graph. Sorrel takes"
              + " networks whose weights are constants. Freeze it first: in Python by"
              + " tensorflow.python.framework.convert_to_constants"
              + ".convert_variables_to_constants_v2, then save that graph as a SavedModel.");
    }
    if (node.getOp().equals("Placeholder")) {
      throw new BackboneException(
          "The features also need '%s', which no picture gives.".formatted(node.getName()));
    }
    return node;
  }

  /** The numbers in its constants. */
  long parameters() {
    long numbers = 0;
    for (NodeDef node : others) {
      if (node.getOp().equals("Const")) {
        TensorProto value = node.getAttrOrThrow("value").getTensor();
        if (value.getDtype() == DataType.DT_FLOAT || value.getDtype() == DataType.DT_HALF) {
          numbers += size(value.getTensorShape());
        }
      }
    }
    return numbers;
  }

  private static long size(TensorShapeProto shape) {
    long size = 1;
    for (TensorShapeProto.Dim each : shape.getDimList()) {
      size = Math.multiplyExact(size, Math.max(0, each.getSize()));
    }
    return size;
  }

  /** A beginning of names that no node of the graph has. */
  String freeName() {
    String name = "pixels";
    for (int i = 1; isTaken(name); i++) {
      name = "pixels_" + i;
    }
    return name;
  }

  private boolean isTaken(String name) {
    return whole.getNodeList().stream().anyMatch(node -> node.getName().startsWith(name));
  }
}
