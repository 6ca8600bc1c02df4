package sorrel.backbone.engine;

import static sorrel.network.engine.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.NodeDef;
import sorrel.backbone.engine.Value.Convolved;
import sorrel.backbone.engine.Value.Flow;
import sorrel.backbone.engine.Value.Numbers;

/** Operations that move a window over a picture: convolutions and poolings. */
final class Windows {
  private final Layouts layouts;

  Windows(Layouts layouts) {
    this.layouts = layouts;
  }

  /**
   * A convolution, of groups of channels too.
   *
   * @param picture the sizes of what goes in, {@code [n, height, width, channel]}
   * @param weights {@code [height, width, in, out]}
   */
  Convolved convolution(NodeDef node, Value x, long[] picture, Numbers weights) {
    long[] shape = weights.shape();
    return convolved(node, x, picture, weights, shape[2], shape[3], picture[3] / shape[2]);
  }

  /**
   * A convolution of each channel for itself.
   *
   * @param weights {@code [height, width, channel, results of a channel]}
   */
  Convolved depthwise(NodeDef node, Value x, long[] picture, Numbers weights) {
    long[] shape = weights.shape();
    return convolved(node, x, picture, weights, 1, shape[2] * shape[3], shape[2]);
  }

  private Convolved convolved(
      NodeDef node, Value x, long[] picture, Numbers weights, long in, long out, long groups) {
    int rows = Math.toIntExact(weights.shape()[0]);
    int columns = Math.toIntExact(weights.shape()[1]);
    List<AttributeProto> attributes = window(node, picture, rows, columns);
    attributes.add(attribute("group", groups));
    attributes.add(attribute("dilations", sides(node, "dilations")));
    return new Convolved(
        layouts.channelsFirst(x).name(),
        outputsFirst(weights.values(), Math.toIntExact(in), Math.toIntExact(out)),
        new long[] {out, in, rows, columns},
        new float[Math.toIntExact(out)],
        attributes);
  }

  /** The largest or the mean of each window. */
  Flow pooled(String operation, NodeDef node, Value x, long[] picture) {
    List<Integer> window = sides(node, "ksize");
    return layouts.apply(
        operation,
        layouts.channelsFirst(x),
        window(node, picture, window.get(0), window.get(1)).toArray(AttributeProto[]::new));
  }

  private static List<AttributeProto> window(NodeDef node, long[] picture, int rows, int columns) {
    if (!node.getAttrOrThrow("data_format").getS().toStringUtf8().equals("NHWC")) {
      throw new UntranslatableException(node.getOp() + " with channels first");
    }
    List<Integer> strides = sides(node, "strides");
    return new ArrayList<>(
        List.of(
            attribute("kernel_shape", List.of(rows, columns)),
            attribute("strides", strides),
            attribute("pads", pads(node, picture, rows, columns, strides))));
  }

  /** Of four numbers, those for height and width. */
  private static List<Integer> sides(NodeDef node, String name) {
    List<Long> all =
        node.containsAttr(name)
            ? node.getAttrOrThrow(name).getList().getIList()
            : List.of(1L, 1L, 1L, 1L);
    if (all.size() != 4 || all.get(0) != 1 || all.get(3) != 1) {
      throw new UntranslatableException("%s with %s %s".formatted(node.getOp(), name, all));
    }
    return List.of(Math.toIntExact(all.get(1)), Math.toIntExact(all.get(2)));
  }

  private static List<Integer> pads(
      NodeDef node, long[] picture, int rows, int columns, List<Integer> strides) {
    List<Integer> steps = node.containsAttr("dilations") ? sides(node, "dilations") : List.of(1, 1);
    String padding = node.getAttrOrThrow("padding").getS().toStringUtf8();
    return switch (padding) {
      case "VALID" -> List.of(0, 0, 0, 0);
      case "SAME" -> {
        int[] above = same(picture[1], (rows - 1) * steps.get(0) + 1, strides.get(0));
        int[] beside = same(picture[2], (columns - 1) * steps.get(1) + 1, strides.get(1));
        yield List.of(above[0], beside[0], above[1], beside[1]);
      }
      case "EXPLICIT" -> {
        List<Integer> each =
            node.getAttrOrThrow("explicit_paddings").getList().getIList().stream()
                .map(Math::toIntExact)
                .toList();
        yield List.of(each.get(2), each.get(4), each.get(3), each.get(5));
      }
      default -> throw new UntranslatableException(node.getOp() + " with padding " + padding);
    };
  }

  /**
   * Zeros before and after a side: as few as make the windows reach the end, the odd one after.
   *
   * @see <a href="https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2">tf.nn, notes
   *     on padding</a>
   */
  private static int[] same(long side, int window, int stride) {
    if (side < 1) {
      throw new UntranslatableException("a picture whose size is not known on its way");
    }
    long windows = Math.ceilDiv(side, stride);
    int zeros = Math.toIntExact(Math.max((windows - 1) * stride + window - side, 0));
    return new int[] {zeros / 2, zeros - zeros / 2};
  }

  /** From {@code [height, width, in, out]} to {@code [out, in, height, width]}. */
  private static float[] outputsFirst(float[] weights, int inputs, int outputs) {
    int perPixel = inputs * outputs;
    int pixels = weights.length / perPixel;
    float[] turned = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      int input = i % perPixel / outputs;
      turned[(i % outputs * inputs + input) * pixels + i / perPixel] = weights[i];
    }
    return turned;
  }
}
