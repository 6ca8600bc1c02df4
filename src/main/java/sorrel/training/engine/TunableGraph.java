package sorrel.training.engine;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import sorrel.kernel.Sha256;

/**
 * A frozen graph from {@code image} to {@code features}, some of whose constants can become
 * variables and constants again.
 *
 * @param identity the SHA-256 of its file
 * @param weights the constants that are trained: the weights of its later layers
 */
record TunableGraph(String identity, MetaGraphDef saved, List<NodeDef> weights) {
  private static final String SIGNATURE = "serving_default";
  private static final String HANDLE = "/handle";
  private static final String TYPE = "dtype";

  TunableGraph {
    weights = List.copyOf(weights);
  }

  /**
   * Reads the file of a SavedModel.
   *
   * @throws IllegalArgumentException if it holds no frozen network
   * @throws UncheckedIOException if it cannot be read
   */
  static TunableGraph read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      MetaGraphDef saved = SavedModelFile.parsed(bytes);
      return new TunableGraph(
          Sha256.of(bytes).hex(),
          saved,
          LaterWeights.of(saved.getGraphDef(), LaterWeights.nodeOf(features(saved))));
    } catch (InvalidProtocolBufferException malformed) {
      throw new IllegalArgumentException(file + " is not a SavedModel", malformed);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static SignatureDef signature(MetaGraphDef saved) {
    return saved.getSignatureDefOrThrow(SIGNATURE);
  }

  private static String features(MetaGraphDef saved) {
    return signature(saved).getOutputsOrThrow("features").getName();
  }

  /** The tensor that gives the features, such as {@code features:0}. */
  String features() {
    return features(saved);
  }

  /** The tensor that takes pictures. */
  String image() {
    return signature(saved).getInputsOrThrow("image").getName();
  }

  /** Bytes that a step of training takes for each picture, about. */
  long bytesLearning() {
    return LearningMemory.bytes(saved.getGraphDef(), weights);
  }

  /** The graph with the numbers of a checkpoint as its constants. */
  MetaGraphDef with(Checkpoint checkpoint) {
    return saved.toBuilder()
        .setGraphDef(
            replaced(each -> Stream.of(Constants.with(each, checkpoint.values(each.getName())))))
        .build();
  }

  /** The graph in which what reads a weight reads a variable of its name. */
  GraphDef withVariables() {
    return replaced(TunableGraph::variable);
  }

  /** The node behind a weight's variable. */
  static String handle(NodeDef weight) {
    return weight.getName() + HANDLE;
  }

  private GraphDef replaced(Function<NodeDef, Stream<NodeDef>> weight) {
    Set<String> names = weights.stream().map(NodeDef::getName).collect(Collectors.toSet());
    GraphDef.Builder graph = saved.getGraphDef().toBuilder().clearNode();
    saved.getGraphDef().getNodeList().stream()
        .flatMap(each -> names.contains(each.getName()) ? weight.apply(each) : Stream.of(each))
        .forEach(graph::addNode);
    return graph.build();
  }

  private static Stream<NodeDef> variable(NodeDef constant) {
    AttrValue type = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
    return Stream.of(
        NodeDef.newBuilder()
            .setName(handle(constant))
            .setOp("VarHandleOp")
            .putAttr(TYPE, type)
            .putAttr("shape", AttrValue.newBuilder().setShape(Constants.proto(constant)).build())
            .putAttr(
                "shared_name",
                AttrValue.newBuilder().setS(ByteString.copyFromUtf8(constant.getName())).build())
            .build(),
        NodeDef.newBuilder()
            .setName(constant.getName())
            .setOp("ReadVariableOp")
            .addInput(handle(constant))
            .putAttr(TYPE, type)
            .build());
  }
}
