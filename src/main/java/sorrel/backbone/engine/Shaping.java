package sorrel.backbone.engine;

import static sorrel.network.engine.onnx.OnnxGraph.attribute;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sorrel.backbone.engine.Value.Flow;
import sorrel.network.engine.onnx.OnnxGraph;

/** Operations that move, join, extend and reduce numbers along axes. */
final class Shaping {
  private final OnnxGraph graph;
  private final Layouts layouts;

  Shaping(OnnxGraph graph, Layouts layouts) {
    this.graph = graph;
    this.layouts = layouts;
  }

  /**
   * The same numbers in another shape.
   *
   * @param shape with -1 for the size that may vary
   */
  Flow reshaped(Value x, long[] shape) {
    if (IntStream.range(0, shape.length).filter(i -> shape[i] < 0).count() > 1) {
      throw new UntranslatableException("a shape with several sizes that are not known");
    }
    return new Flow(
        graph.apply("Reshape", List.of(layouts.asItIs(x).name(), graph.constant(shape))), false);
  }

  Flow transposed(Value x, List<Integer> order) {
    return layouts.apply("Transpose", layouts.asItIs(x), attribute("perm", order));
  }

  /** One after the other along an axis. */
  Flow joined(List<Value> parts, int rank, long axis) {
    boolean pictures = rank == 4 && parts.stream().map(layouts::flow).anyMatch(Flow::channelsFirst);
    int along = Math.toIntExact(axis < 0 ? axis + rank : axis);
    List<String> names =
        parts.stream()
            .map(each -> pictures ? layouts.channelsFirst(each) : layouts.asItIs(each))
            .map(Flow::name)
            .toList();
    return new Flow(
        graph.apply("Concat", names, attribute("axis", pictures ? Layouts.place(along) : along)),
        pictures);
  }

  /**
   * The mean, or another summary, along axes.
   *
   * @param operation such as {@code ReduceMean}
   * @param axes of the value as TensorFlow has it
   */
  Flow reduced(String operation, Value x, int rank, List<Long> axes, boolean kept) {
    List<Integer> along =
        axes.stream().map(each -> Math.toIntExact(each < 0 ? each + rank : each)).toList();
    Flow flow = layouts.flow(x);
    if (flow.channelsFirst() && !kept && !staysInOrder(along)) {
      flow = layouts.asItIs(flow);
    }
    List<Integer> places =
        flow.channelsFirst() ? along.stream().map(Layouts::place).sorted().toList() : along;
    String result =
        graph.apply(
            operation,
            List.of(flow.name()),
            attribute("axes", places),
            attribute("keepdims", kept ? 1 : 0));
    return new Flow(result, flow.channelsFirst() && kept);
  }

  /** Whether what is left of a picture has the same order, whichever way it is turned. */
  private static boolean staysInOrder(List<Integer> gone) {
    int[] left = IntStream.range(0, 4).filter(i -> !gone.contains(i)).map(Layouts::place).toArray();
    return IntStream.range(1, left.length).allMatch(i -> left[i - 1] < left[i]);
  }

  /**
   * More numbers before and after.
   *
   * @param sizes for each axis, how many before and how many after
   * @param constant what is added in the mode {@code constant}
   */
  Flow padded(Value x, long[] sizes, String mode, float constant) {
    Flow flow = layouts.flow(x);
    int rank = sizes.length / 2;
    long[] pads = new long[sizes.length];
    for (int axis = 0; axis < rank; axis++) {
      int place = flow.channelsFirst() ? Layouts.place(axis) : axis;
      pads[place] = sizes[2 * axis];
      pads[rank + place] = sizes[2 * axis + 1];
    }
    List<String> inputs = new ArrayList<>(List.of(flow.name(), graph.constant(pads)));
    inputs.add(graph.constant(new float[] {constant}));
    return flow.with(graph.apply("Pad", inputs, attribute("mode", mode)));
  }

  /** The rows of one times the columns of the other. */
  Flow multiplied(Value one, boolean oneTurned, Value other, boolean otherTurned) {
    return new Flow(
        graph.apply(
            "Gemm",
            List.of(layouts.asItIs(one).name(), layouts.asItIs(other).name()),
            attribute("transA", oneTurned ? 1 : 0),
            attribute("transB", otherTurned ? 1 : 0)),
        false);
  }

  /** Shares of one along the last axis, which of a picture are its channels. */
  Flow shares(Value x, int rank) {
    Flow flow = layouts.flow(x);
    return layouts.apply("Softmax", flow, attribute("axis", flow.channelsFirst() ? 1 : rank - 1));
  }
}
