package sorrel.backbone.engine;

import static sorrel.network.engine.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import sorrel.backbone.engine.Arithmetic.Operand;
import sorrel.backbone.engine.SavedModelFile.Tensor;
import sorrel.backbone.engine.Value.Flow;
import sorrel.backbone.engine.Value.Numbers;
import sorrel.kernel.ImageShape;
import sorrel.network.engine.onnx.OnnxGraph;

/**
 * Writes a TensorFlow graph from uint8 {@code [n, height, width, channel]} to features as an ONNX
 * file from {@code image} to {@code features}, where all its operations have a counterpart.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/Operators.md">the operations of
 *     ONNX</a>
 */
final class OnnxTranslation {
  private final TensorFlowGraph source;
  private final ImageShape shape;
  private final OnnxGraph graph = new OnnxGraph("network");
  private final Layouts layouts = new Layouts(graph);
  private final Arithmetic arithmetic = new Arithmetic(graph, layouts);
  private final Shaping shaping = new Shaping(graph, layouts);
  private final Windows windows = new Windows(layouts);
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();

  private OnnxTranslation(TensorFlowGraph source, ImageShape shape) {
    this.source = source;
    this.shape = shape;
  }

  /**
   * Writes the file if all can be translated.
   *
   * @return what cannot be, in which case there is no file
   */
  static Optional<String> write(GraphDef definition, ImageShape shape, Tensor features, Path file) {
    try (TensorFlowGraph source = new TensorFlowGraph(definition)) {
      new OnnxTranslation(source, shape).write(features, file);
      return Optional.empty();
    } catch (UntranslatableException untranslatable) {
      return Optional.of("ONNX files cannot be made with " + untranslatable.getMessage());
    }
  }

  private void write(Tensor features, Path file) {
    if (features.output() != 0) {
      throw new UntranslatableException("the output " + features);
    }
    List<NodeDef> nodes = source.leadingTo(features.node());
    uses.put(features.node(), 1);
    nodes.stream()
        .flatMap(node -> TensorFlowGraph.inputs(node).stream())
        .forEach(each -> uses.merge(TensorFlowGraph.nameOf(each), 1, Integer::sum));
    for (NodeDef node : nodes) {
      values.put(node.getName(), translated(node));
    }
    long[] sizes = source.shape(features.node());
    long size = perPicture(sizes);
    Value last = layouts.asItIs(values.get(features.node()));
    Value flat = sizes.length == 2 ? last : shaping.reshaped(last, new long[] {-1, size});
    graph.output("features", layouts.asItIs(flat).name(), Math.toIntExact(size));
    graph.write(file);
  }

  private static long perPicture(long[] sizes) {
    long size = 1;
    for (int i = 1; i < sizes.length; i++) {
      if (sizes[i] < 1) {
        throw new UntranslatableException("a result whose size is not known");
      }
      size = Math.multiplyExact(size, sizes[i]);
    }
    return size;
  }

  private Value translated(NodeDef node) {
    Value value = unchecked(node);
    if (node.containsAttr("T") && node.getAttrOrThrow("T").getType() != DataType.DT_FLOAT) {
      throw new UntranslatableException(
          "%s of the type %s".formatted(node.getOp(), node.getAttrOrThrow("T").getType()));
    }
    return value;
  }

  private Value unchecked(NodeDef node) {
    return switch (node.getOp()) {
      case "Placeholder" -> turnedPicture();
      case "Identity", "StopGradient", "PreventGradient" -> input(node, 0);
      case "Cast" -> cast(node);
      case "Conv2D" -> windows.convolution(node, input(node, 0), sizes(node, 0), numbers(node, 1));
      case "DepthwiseConv2dNative" ->
          windows.depthwise(node, input(node, 0), sizes(node, 0), numbers(node, 1));
      case "MaxPool" -> windows.pooled("MaxPool", node, input(node, 0), sizes(node, 0));
      case "AvgPool" -> windows.pooled("AveragePool", node, input(node, 0), sizes(node, 0));
      case "BiasAdd" -> biased(node);
      case "Add", "AddV2" -> two("Add", node);
      case "Sub" -> two("Sub", node);
      case "Mul" -> two("Mul", node);
      case "RealDiv" -> two("Div", node);
      case "Maximum" -> two("Max", node);
      case "Minimum" -> two("Min", node);
      case "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3" -> normalised(node);
      case "Relu" -> arithmetic.each("Relu", input(node, 0));
      case "Relu6" -> arithmetic.clipped(input(node, 0));
      case "LeakyRelu" -> arithmetic.each("LeakyRelu", input(node, 0), slope(node));
      case "Sigmoid" -> arithmetic.each("Sigmoid", input(node, 0));
      case "Tanh" -> arithmetic.each("Tanh", input(node, 0));
      case "Elu" -> arithmetic.each("Elu", input(node, 0));
      case "Softplus" -> arithmetic.each("Softplus", input(node, 0));
      case "Sqrt" -> arithmetic.each("Sqrt", input(node, 0));
      case "Rsqrt" -> arithmetic.each("Reciprocal", arithmetic.each("Sqrt", input(node, 0)));
      case "Square" -> arithmetic.squared(input(node, 0));
      case "Neg" -> arithmetic.each("Neg", input(node, 0));
      case "Pad" -> shaping.padded(input(node, 0), whole(node, 1), "constant", 0);
      case "PadV2" ->
          shaping.padded(input(node, 0), whole(node, 1), "constant", numbers(node, 2).values()[0]);
      case "MirrorPad" -> mirrored(node);
      case "Mean" -> reduced("ReduceMean", node);
      case "Max" -> reduced("ReduceMax", node);
      case "Min" -> reduced("ReduceMin", node);
      case "MatMul" ->
          shaping.multiplied(
              input(node, 0), flag(node, "transpose_a"), input(node, 1), flag(node, "transpose_b"));
      case "Reshape", "Squeeze", "ExpandDims" ->
          shaping.reshaped(input(node, 0), source.shape(node.getName()));
      case "Transpose" -> shaping.transposed(input(node, 0), integers(node, 1));
      case "ConcatV2" -> joined(node);
      case "Softmax" -> shaping.shares(input(node, 0), sizes(node, 0).length);
      default -> throw new UntranslatableException("the operation " + node.getOp());
    };
  }

  /** Pixels with their channels first; turning bytes is quicker than turning floats. */
  private Flow turnedPicture() {
    return layouts.channelsFirst(
        new Flow(graph.bytes("image", shape.height(), shape.width(), shape.channels()), false));
  }

  private Value cast(NodeDef node) {
    if (node.getAttrOrThrow("DstT").getType() != DataType.DT_FLOAT) {
      throw new UntranslatableException(
          "a conversion to the type " + node.getAttrOrThrow("DstT").getType());
    }
    return arithmetic.each(
        "Cast", input(node, 0), attribute("to", (long) TensorProto.DataType.FLOAT.getNumber()));
  }

  private Value biased(NodeDef node) {
    if (!node.getAttrOrThrow("data_format").getS().toStringUtf8().equals("NHWC")) {
      throw new UntranslatableException("BiasAdd with channels first");
    }
    return two("Add", node);
  }

  private Value two(String operation, NodeDef node) {
    return arithmetic.of(operation, operand(node, 0), operand(node, 1));
  }

  private Value normalised(NodeDef node) {
    if (!node.getAttrOrThrow("data_format").getS().toStringUtf8().equals("NHWC")) {
      throw new UntranslatableException(node.getOp() + " with channels first");
    }
    return arithmetic.normalised(
        node, operand(node, 0), IntStream.range(1, 5).mapToObj(i -> numbers(node, i)).toList());
  }

  private Value mirrored(NodeDef node) {
    String mode = node.getAttrOrThrow("mode").getS().toStringUtf8();
    if (!mode.equals("REFLECT")) {
      throw new UntranslatableException("MirrorPad in the mode " + mode);
    }
    return shaping.padded(input(node, 0), whole(node, 1), "reflect", 0);
  }

  private Value reduced(String operation, NodeDef node) {
    return shaping.reduced(
        operation,
        input(node, 0),
        sizes(node, 0).length,
        Arrays.stream(whole(node, 1)).boxed().toList(),
        flag(node, "keep_dims"));
  }

  private Value joined(NodeDef node) {
    int parts = TensorFlowGraph.inputs(node).size() - 1;
    return shaping.joined(
        IntStream.range(0, parts).mapToObj(i -> input(node, i)).toList(),
        sizes(node, 0).length,
        whole(node, parts)[0]);
  }

  private static AttributeProto slope(NodeDef node) {
    return attribute("alpha", node.getAttrOrThrow("alpha").getF());
  }

  private static boolean flag(NodeDef node, String name) {
    return node.getAttrOrThrow(name).getB();
  }

  /** What goes into a node; a convolution that others use too becomes part of the graph first. */
  private Value input(NodeDef node, int index) {
    String name = inputName(node, index);
    if (source.hasConstant(name)) {
      return source.constant(name);
    }
    Value value = values.get(name);
    if (value instanceof Value.Convolved && uses.get(name) > 1) {
      return layouts.flow(value);
    }
    return value;
  }

  private static String inputName(NodeDef node, int index) {
    String input = TensorFlowGraph.inputs(node).get(index);
    if (input.contains(":")) {
      throw new UntranslatableException(
          "%s on one of several results of another".formatted(node.getOp()));
    }
    return input;
  }

  private Operand operand(NodeDef node, int index) {
    return new Operand(input(node, index), sizes(node, index).length);
  }

  private long[] sizes(NodeDef node, int index) {
    return source.shape(inputName(node, index));
  }

  private Numbers numbers(NodeDef node, int index) {
    if (input(node, index) instanceof Numbers numbers) {
      return numbers;
    }
    throw new UntranslatableException(node.getOp() + " with numbers that are not constant");
  }

  private long[] whole(NodeDef node, int index) {
    if (input(node, index) instanceof Value.Whole(var whole)) {
      return whole;
    }
    throw new UntranslatableException(node.getOp() + " with axes or sizes that are not constant");
  }

  private List<Integer> integers(NodeDef node, int index) {
    return Arrays.stream(whole(node, index)).boxed().map(Math::toIntExact).toList();
  }
}
