package sorrel.backbone.engine;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import sorrel.backbone.domain.BackboneException;

/**
 * A SavedModel as somebody else wrote it: its graph, and what it says of its inputs and outputs.
 *
 * @param signature empty where it says nothing
 */
record SavedModelFile(GraphDef graph, Optional<SignatureDef> signature) {
  private static final String FILE = "saved_model.pb";

  static SavedModelFile read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new BackboneException("There is no saved_model.pb in %s.".formatted(folder));
    }
    try {
      NetworkSize.check(file);
      return of(SavedModel.parseFrom(Files.readAllBytes(file)));
    } catch (InvalidProtocolBufferException malformed) {
      throw new BackboneException(file + " is not a SavedModel, or not all of it.", malformed);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static SavedModelFile of(SavedModel model) {
    List<MetaGraphDef> graphs = model.getMetaGraphsList();
    MetaGraphDef graph =
        graphs.stream()
            .filter(each -> each.getMetaInfoDef().getTagsList().contains("serve"))
            .findFirst()
            .or(() -> graphs.size() == 1 ? Optional.of(graphs.getFirst()) : Optional.empty())
            .orElseThrow(
                () -> new BackboneException("The SavedModel has no graph with the tag \"serve\"."));
    TreeMap<String, SignatureDef> signatures = new TreeMap<>(graph.getSignatureDefMap());
    return new SavedModelFile(
        graph.getGraphDef(),
        Optional.ofNullable(signatures.get("serving_default"))
            .or(
                () ->
                    signatures.size() == 1
                        ? Optional.of(signatures.firstEntry().getValue())
                        : Optional.empty()));
  }

  /** Its outputs as people read them, such as {@code features [-1, 1280]}. */
  List<String> outputs() {
    return signature.stream()
        .flatMap(each -> new TreeMap<>(each.getOutputsMap()).entrySet().stream())
        .map(each -> each.getKey() + " " + words(each.getValue().getTensorShape()))
        .toList();
  }

  private static String words(TensorShapeProto shape) {
    return shape.getUnknownRank()
        ? "of any shape"
        : shape.getDimList().stream()
            .map(each -> Long.toString(each.getSize()))
            .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Where pictures go in. */
  Tensor input(Optional<String> said) {
    if (said.isPresent()) {
      return Tensor.of(named(said.get(), SignatureDef::getInputsMap));
    }
    List<String> found =
        signature.stream()
            .flatMap(each -> each.getInputsMap().values().stream())
            .map(TensorInfo::getName)
            .toList();
    if (found.isEmpty()) {
      found =
          graph.getNodeList().stream()
              .filter(node -> node.getOp().equals("Placeholder"))
              .map(node -> node.getName())
              .toList();
    }
    if (found.size() != 1) {
      throw new BackboneException(
          "The network has the inputs %s. Say with --input-tensor which of them takes pictures."
              .formatted(found));
    }
    return Tensor.of(found.getFirst());
  }

  /** What gives the features. */
  Tensor features(Optional<String> said) {
    if (said.isPresent()) {
      return Tensor.of(named(said.get(), SignatureDef::getOutputsMap));
    }
    return signature
        .map(SignatureDef::getOutputsMap)
        .map(outputs -> outputs.get("features"))
        .map(info -> Tensor.of(info.getName()))
        .orElseThrow(
            () ->
                new BackboneException(
                    "The network has no output \"features\". Say with --features which it is%s."
                        .formatted(
                            outputs().isEmpty()
                                ? ", by the name of its tensor"
                                : ": it has " + String.join(", ", outputs()))));
  }

  /** The tensor that the signature means by a word, or else the word as a tensor's own name. */
  private String named(String word, Function<SignatureDef, Map<String, TensorInfo>> which) {
    return signature.map(which).map(all -> all.get(word)).map(TensorInfo::getName).orElse(word);
  }

  /** One output of a node of a graph, such as {@code features:0}. */
  record Tensor(String node, int output) {
    static Tensor of(String name) {
      int colon = name.lastIndexOf(':');
      if (colon < 0) {
        return new Tensor(name, 0);
      }
      try {
        return new Tensor(name.substring(0, colon), Integer.parseInt(name.substring(colon + 1)));
      } catch (NumberFormatException malformed) {
        throw new BackboneException("'%s' is not the name of a tensor.".formatted(name), malformed);
      }
    }

    @Override
    public String toString() {
      return node + ":" + output;
    }
  }
}
