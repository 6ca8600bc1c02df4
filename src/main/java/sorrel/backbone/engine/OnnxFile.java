package sorrel.backbone.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sorrel.backbone.domain.BackboneException;
import sorrel.network.engine.onnx.OnnxGraph;

/** An ONNX file as somebody else wrote it. */
record OnnxFile(ModelProto model) {
  private static final Set<String> OWN_OPERATIONS = Set.of("", "ai.onnx");

  /**
   * Reads a file that is whole in itself.
   *
   * @throws BackboneException if it is not, or computes with what ONNX itself does not have
   */
  static OnnxFile read(Path file) {
    try {
      NetworkSize.check(file);
      return checked(file, new OnnxFile(ModelProto.parseFrom(Files.readAllBytes(file))));
    } catch (InvalidProtocolBufferException malformed) {
      throw new BackboneException(file + " is not an ONNX file, or not all of it.", malformed);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static OnnxFile checked(Path file, OnnxFile read) {
    long operators = OnnxGraph.operators(read.model);
    if (!read.model.hasGraph() || operators == 0) {
      throw new BackboneException(file + " is not an ONNX file, or not all of it.");
    }
    if (operators < OnnxGraph.OPERATORS_MIN) {
      throw new BackboneException(
          "%s is written in operator set %d of ONNX; Sorrel takes %d and later."
              .formatted(file, operators, OnnxGraph.OPERATORS_MIN));
    }
    if (read.model.getFunctionsCount() > 0) {
      throw new BackboneException(
          "The network has functions of its own. Save it with its operations written out.");
    }
    GraphProto graph = read.graph();
    if (graph.getSparseInitializerCount() > 0) {
      throw new BackboneException("The network has sparse weights, which Sorrel does not take.");
    }
    graph.getNodeList().forEach(OnnxFile::check);
    graph.getInitializerList().forEach(OnnxFile::check);
    return read;
  }

  private static void check(NodeProto node) {
    if (!OWN_OPERATIONS.contains(node.getDomain())) {
      throw new BackboneException(
          "The network has the operation %s of '%s'. Sorrel takes the operations of ONNX itself."
              .formatted(node.getOpType(), node.getDomain()));
    }
    for (AttributeProto each : node.getAttributeList()) {
      if (each.hasG() || each.getGraphsCount() > 0) {
        throw new BackboneException(
            "The network has the operation %s, which decides what is computed while it runs. Sorrel"
                    .formatted(node.getOpType())
                + " takes networks that always compute the same.");
      }
      if (each.hasT()) {
        check(each.getT());
      }
      each.getTensorsList().forEach(OnnxFile::check);
    }
  }

  private static void check(TensorProto weights) {
    if (weights.getDataLocation() == TensorProto.DataLocation.EXTERNAL
        || weights.getExternalDataCount() > 0) {
      throw new BackboneException(
          "The network's weights are in other files beside it. Save it with all weights in the ONNX"
              + " file itself.");
    }
  }

  GraphProto graph() {
    return model.getGraph();
  }

  /** Where pictures go in. */
  ValueInfoProto input(Optional<String> said) {
    Set<String> weights =
        graph().getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<ValueInfoProto> found =
        graph().getInputList().stream()
            .filter(each -> !weights.contains(each.getName()))
            .filter(each -> said.isEmpty() || each.getName().equals(said.get()))
            .toList();
    if (found.size() != 1) {
      throw new BackboneException(
          said.map("'%s' is not an input of the network."::formatted)
              .orElseGet(
                  () ->
                      "The network has the inputs %s. Say with --input-tensor which of them takes pictures."
                          .formatted(found.stream().map(ValueInfoProto::getName).toList())));
    }
    return found.getFirst();
  }

  /** What gives the features: what was said, else what is called so, else the only vector. */
  String features(Optional<String> said) {
    if (said.isPresent()) {
      if (graph().getNodeList().stream()
          .noneMatch(node -> node.getOutputList().contains(said.get()))) {
        throw new BackboneException("The network has no '%s'.".formatted(said.get()));
      }
      return said.get();
    }
    List<ValueInfoProto> outputs = graph().getOutputList();
    if (outputs.stream().anyMatch(each -> each.getName().equals("features"))) {
      return "features";
    }
    List<ValueInfoProto> plain =
        outputs.stream().filter(each -> rank(each) == 2 || rank(each) == 4).toList();
    if (plain.size() != 1) {
      throw new BackboneException(
          "The network has no output \"features\". Say with --features which it is: it has %s."
              .formatted(String.join(", ", outputs())));
    }
    return plain.getFirst().getName();
  }

  /** How many axes a value has, as far as the file says so. */
  Optional<Integer> rank(String value) {
    return Stream.concat(graph().getOutputList().stream(), graph().getValueInfoList().stream())
        .filter(each -> each.getName().equals(value))
        .filter(each -> each.getType().getTensorType().hasShape())
        .map(OnnxFile::rank)
        .findFirst();
  }

  private static int rank(ValueInfoProto value) {
    return value.getType().getTensorType().getShape().getDimCount();
  }

  /** Its outputs as people read them, such as {@code features [-1, 1280]}. */
  List<String> outputs() {
    return graph().getOutputList().stream()
        .map(each -> each.getName() + " " + OnnxPictures.sizes(each))
        .toList();
  }
}
