package sorrel.backbone.engine;

import static sorrel.network.engine.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sorrel.backbone.engine.Value.Convolved;
import sorrel.backbone.engine.Value.Flow;
import sorrel.backbone.engine.Value.Numbers;
import sorrel.network.engine.onnx.OnnxGraph;

/**
 * An ONNX graph in which each picture is turned once: TensorFlow has channels last, ONNX first, and
 * a value stays as it is until an operation wants it the other way.
 */
final class Layouts {
  /** Where each of {@code n, height, width, channel} is, channels first. */
  private static final int[] PLACES = {0, 2, 3, 1};

  private final OnnxGraph graph;
  private final Map<Flow, Flow> turned = new HashMap<>();
  private final Map<Convolved, Flow> emitted = new HashMap<>();

  Layouts(OnnxGraph graph) {
    this.graph = graph;
  }

  /** An axis of a picture as TensorFlow counts it, channels first. */
  static int place(int axis) {
    return PLACES[axis];
  }

  /** What an operation gives, in the layout of what goes in. */
  Flow apply(String operation, Flow x, AttributeProto... attributes) {
    return x.with(graph.apply(operation, List.of(x.name()), attributes));
  }

  /** As a value of the graph; a convolution becomes part of it now. */
  Flow flow(Value value) {
    return switch (value) {
      case Flow flow -> flow;
      case Convolved convolved -> emitted.computeIfAbsent(convolved, this::emit);
      case Numbers numbers -> new Flow(graph.constant(numbers.values(), numbers.shape()), false);
      case Value.Whole whole -> new Flow(graph.constant(whole.values()), false);
    };
  }

  private Flow emit(Convolved convolved) {
    return new Flow(
        graph.apply(
            "Conv",
            List.of(
                convolved.input(),
                graph.constant(convolved.weights(), convolved.shape()),
                graph.constant(convolved.offset(), convolved.outputs())),
            convolved.attributes().toArray(AttributeProto[]::new)),
        true);
  }

  /** A picture with its channels first. */
  Flow channelsFirst(Value value) {
    Flow flow = flow(value);
    return flow.channelsFirst() ? flow : turned(flow, List.of(0, 3, 1, 2));
  }

  /** A value as TensorFlow has it. */
  Flow asItIs(Value value) {
    Flow flow = flow(value);
    return flow.channelsFirst() ? turned(flow, List.of(0, 2, 3, 1)) : flow;
  }

  private Flow turned(Flow flow, List<Integer> order) {
    return turned.computeIfAbsent(
        flow,
        each ->
            new Flow(
                graph.apply("Transpose", List.of(each.name()), attribute("perm", order)),
                !each.channelsFirst()));
  }

  /** Numbers that meet a picture with its channels first as they met it with its channels last. */
  Flow meeting(Numbers numbers) {
    long[] last = {1, 1, 1, 1};
    System.arraycopy(numbers.shape(), 0, last, 4 - numbers.shape().length, numbers.shape().length);
    long[] first = {last[0], last[3], last[1], last[2]};
    float[] values = numbers.values();
    float[] moved = new float[values.length];
    int pixels = Math.toIntExact(last[1] * last[2]);
    int channels = Math.toIntExact(last[3]);
    for (int i = 0; i < values.length; i++) {
      int picture = i / (pixels * channels);
      int pixel = i / channels % pixels;
      moved[(picture * channels + i % channels) * pixels + pixel] = values[i];
    }
    return new Flow(graph.constant(moved, first), true);
  }
}
