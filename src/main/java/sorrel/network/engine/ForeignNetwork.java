package sorrel.network.engine;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/**
 * Looks whether a network that comes from a person only calculates. A graph is a program, with
 * operations that read and write files among those there are
 * (https://github.com/tensorflow/tensorflow/blob/master/SECURITY.md), so those that may be in it
 * are listed.
 */
public final class ForeignNetwork {
  /** Each is read whole; those that are trained here have some megabytes. */
  private static final long BYTES_MAX = 1L << 30;

  /** Operations of TensorFlow that make tensors of tensors, and nothing else. */
  private static final Set<String> CALCULATIONS =
      Set.of(
          ("Abs Add AddN AddV2 All Any ArgMax AvgPool BatchMatMul BatchMatMulV2 BatchToSpaceND BiasAdd"
                  + " BroadcastTo Cast Ceil ClipByValue ConcatV2 Const Conv2D DepthToSpace"
                  + " DepthwiseConv2dNative Div Einsum Elu Equal Erf Exp ExpandDims Fill Floor FloorDiv"
                  + " FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 GatherV2 Greater GreaterEqual"
                  + " Identity IdentityN LeakyRelu Less LessEqual Log LogicalAnd LogicalNot LogicalOr"
                  + " MatMul Max MaxPool Maximum Mean Min Minimum MirrorPad Mul Neg NoOp NotEqual OnesLike"
                  + " Pack Pad PadV2 Placeholder PlaceholderWithDefault Pow PreventGradient Prod Range"
                  + " Rank RealDiv Relu Relu6 Reshape ResizeBilinear ResizeNearestNeighbor ReverseV2"
                  + " Round Rsqrt Select SelectV2 Selu Shape Sigmoid Size Slice Softmax Softplus Softsign"
                  + " SpaceToBatchND SpaceToDepth Split SplitV Sqrt Square SquaredDifference Squeeze"
                  + " StopGradient StridedSlice Sub Sum Tanh Tile Transpose Unpack ZerosLike")
              .split(" "));

  private static final Set<String> ONNX_DOMAINS = Set.of("", "ai.onnx");

  private ForeignNetwork() {}

  /**
   * What speaks against a SavedModel.
   *
   * @param trusted SavedModels whose operations it may have too, such as the one that it came from
   * @throws UncheckedIOException if a file cannot be read
   */
  public static Optional<String> savedModel(Path file, List<Path> trusted) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        return Optional.of("The network is larger than a gigabyte.");
      }
      Set<String> other = operations(file);
      other.removeAll(CALCULATIONS);
      for (Path each : trusted) {
        other.removeAll(operations(each));
      }
      return other.isEmpty()
          ? Optional.empty()
          : Optional.of("The network does more than to calculate: " + String.join(", ", other));
    } catch (InvalidProtocolBufferException malformed) {
      return Optional.of("The network is not a SavedModel.");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Set<String> operations(Path file) throws IOException {
    Set<String> operations = new TreeSet<>();
    // In functions too, wherever they are kept.
    walk(
        SavedModel.parseFrom(Files.readAllBytes(file)),
        message -> {
          if (message instanceof NodeDef node) {
            operations.add(node.getOp());
          }
        });
    return operations;
  }

  /**
   * What speaks against an ONNX file. Its operations only calculate, but its weights may be said to
   * be in other files.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static Optional<String> onnx(Path file) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        return Optional.of("The network is larger than a gigabyte.");
      }
      Set<String> against = new HashSet<>();
      walk(
          ModelProto.parseFrom(Files.readAllBytes(file)),
          message -> {
            if (message instanceof NodeProto node && !ONNX_DOMAINS.contains(node.getDomain())) {
              against.add("The network has operations that are not of ONNX itself.");
            }
            if (message instanceof TensorProto tensor
                && (tensor.getExternalDataCount() > 0
                    || tensor.getDataLocation() != TensorProto.DataLocation.DEFAULT)) {
              against.add("The network's weights are in other files.");
            }
          });
      return against.stream().findFirst();
    } catch (InvalidProtocolBufferException malformed) {
      return Optional.of("The network is not an ONNX file.");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** All messages in a message; the parser has a limit on how deep they are nested. */
  private static void walk(Message message, Consumer<Message> visitor) {
    visitor.accept(message);
    for (Object value : message.getAllFields().values()) {
      if (value instanceof Message inner) {
        walk(inner, visitor);
      } else if (value instanceof List<?> several) {
        several.stream()
            .filter(Message.class::isInstance)
            .forEach(inner -> walk((Message) inner, visitor));
      }
    }
  }
}
