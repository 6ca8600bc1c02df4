package sorrel.backbone.engine;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.domain.Description;
import sorrel.backbone.domain.Frozen;
import sorrel.network.engine.onnx.OnnxGraph;

/**
 * Freezes ONNX files: what the features need is kept, and what scales and turns pixels is put
 * before it.
 */
final class OnnxFreezer {
  /** Before the names of somebody else's graph, so that they are none of those of the form here. */
  private static final String THEIRS = "network/";

  private OnnxFreezer() {}

  static Frozen freeze(Path from, Description said, Path to) {
    OnnxFile file = OnnxFile.read(from);
    ValueInfoProto input = file.input(said.inputTensor());
    OnnxPictures pictures = OnnxPictures.of(input, said.input());
    String features = file.features(said.features());
    Set<String> needed = needed(file, features);
    check(file, needed, input.getName(), features);

    OnnxGraph graph = new OnnxGraph("network", file.model());
    Map<String, String> names = new HashMap<>();
    names.put(
        input.getName(),
        pictures.before(graph, said.scaling().checked(pictures.shape().channels())));
    long parameters = 0;
    for (TensorProto weights : file.graph().getInitializerList()) {
      if (needed.contains(weights.getName())) {
        graph.add(weights.toBuilder().setName(THEIRS + weights.getName()).build());
        parameters += numbers(weights);
      }
    }
    for (NodeProto node : file.graph().getNodeList()) {
      if (node.getOutputList().stream().anyMatch(needed::contains)) {
        graph.add(renamed(node, names));
      }
    }
    graph.output("features", pictures.vector(graph, THEIRS + features, file.rank(features)));
    graph.write(to);
    return new Frozen(
        pictures.shape(), input.getName(), features, file.outputs(), parameters, Optional.empty());
  }

  /** The values that one needs. */
  private static Set<String> needed(OnnxFile file, String features) {
    Map<String, NodeProto> makers = new HashMap<>();
    for (NodeProto node : file.graph().getNodeList()) {
      node.getOutputList().forEach(output -> makers.put(output, node));
    }
    Set<String> needed = new HashSet<>(Set.of(features));
    Deque<String> open = new ArrayDeque<>(List.of(features));
    while (!open.isEmpty()) {
      NodeProto maker = makers.get(open.pop());
      if (maker != null) {
        maker.getInputList().stream()
            .filter(each -> !each.isEmpty())
            .filter(needed::add)
            .forEach(open::push);
      }
    }
    return needed;
  }

  private static void check(OnnxFile file, Set<String> needed, String input, String features) {
    if (!needed.contains(input)) {
      throw new BackboneException(
          "The output '%s' does not depend on the input '%s'.".formatted(features, input));
    }
    Set<String> weights = new HashSet<>();
    file.graph().getInitializerList().forEach(each -> weights.add(each.getName()));
    for (ValueInfoProto each : file.graph().getInputList()) {
      String name = each.getName();
      if (needed.contains(name) && !name.equals(input) && !weights.contains(name)) {
        throw new BackboneException(
            "The features also need '%s', which no picture gives.".formatted(name));
      }
    }
  }

  private static NodeProto renamed(NodeProto node, Map<String, String> names) {
    NodeProto.Builder renamed =
        node.toBuilder().setName(name(node.getName(), Map.of())).clearInput().clearOutput();
    node.getInputList().forEach(each -> renamed.addInput(name(each, names)));
    node.getOutputList().forEach(each -> renamed.addOutput(name(each, names)));
    return renamed.build();
  }

  /** What is left out has no name. */
  private static String name(String theirs, Map<String, String> names) {
    return theirs.isEmpty() ? "" : names.getOrDefault(theirs, THEIRS + theirs);
  }

  private static long numbers(TensorProto weights) {
    int type = weights.getDataType();
    if (type != TensorProto.DataType.FLOAT.getNumber()
        && type != TensorProto.DataType.FLOAT16.getNumber()) {
      return 0;
    }
    return weights.getDimsList().stream().reduce(1L, Math::multiplyExact);
  }
}
