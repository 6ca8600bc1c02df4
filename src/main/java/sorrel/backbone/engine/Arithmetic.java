package sorrel.backbone.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.NodeDef;
import sorrel.backbone.engine.Value.Convolved;
import sorrel.backbone.engine.Value.Flow;
import sorrel.backbone.engine.Value.Numbers;
import sorrel.network.engine.onnx.OnnxGraph;

/**
 * Operations on numbers that are at the same place. What multiplies the results of a convolution,
 * or is added to them, becomes part of its weights.
 */
final class Arithmetic {
  private final OnnxGraph graph;
  private final Layouts layouts;

  Arithmetic(OnnxGraph graph, Layouts layouts) {
    this.graph = graph;
    this.layouts = layouts;
  }

  /** One operand and its rank in TensorFlow. */
  record Operand(Value value, int rank) {
    boolean isPicture() {
      return value instanceof Convolved || (value instanceof Flow flow && flow.channelsFirst());
    }

    boolean meetsPictures() {
      return value instanceof Numbers || rank == 4 || rank == 0;
    }
  }

  /**
   * An operation on two operands that are brought to the same shape as TensorFlow does.
   *
   * @param operation as ONNX calls it
   */
  Value of(String operation, Operand one, Operand other) {
    return folded(operation, one, other).orElseGet(() -> met(operation, one, other));
  }

  private static Optional<Value> folded(String operation, Operand one, Operand other) {
    if (one.value() instanceof Convolved convolved && other.value() instanceof Numbers numbers) {
      return folded(operation, convolved, numbers);
    }
    boolean eitherWay = operation.equals("Add") || operation.equals("Mul");
    return eitherWay
            && one.value() instanceof Numbers numbers
            && other.value() instanceof Convolved convolved
        ? folded(operation, convolved, numbers)
        : Optional.empty();
  }

  private static Optional<Value> folded(String operation, Convolved x, Numbers numbers) {
    if (!numbers.isPerChannel(x.outputs()) || numbers.shape().length > 4) {
      return Optional.empty();
    }
    float[] each = numbers.perChannel(x.outputs());
    return switch (operation) {
      case "Add" -> Optional.of(x.then(all(each.length, 1), each));
      case "Sub" -> Optional.of(x.then(all(each.length, 1), mapped(each, value -> -value)));
      case "Mul" -> Optional.of(x.then(each, all(each.length, 0)));
      case "Div" -> Optional.of(x.then(mapped(each, value -> 1 / value), all(each.length, 0)));
      default -> Optional.empty();
    };
  }

  private interface Change {
    float of(float value);
  }

  private static float[] mapped(float[] values, Change change) {
    float[] changed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      changed[i] = change.of(values[i]);
    }
    return changed;
  }

  private static float[] all(int count, float value) {
    float[] same = new float[count];
    Arrays.fill(same, value);
    return same;
  }

  private Value met(String operation, Operand one, Operand other) {
    boolean picture =
        (one.isPicture() || other.isPicture()) && one.meetsPictures() && other.meetsPictures();
    return new Flow(
        graph.apply(
            operation, List.of(operand(one, picture).name(), operand(other, picture).name())),
        picture);
  }

  private Flow operand(Operand operand, boolean picture) {
    if (!picture) {
      return layouts.asItIs(operand.value());
    }
    return switch (operand.value()) {
      case Numbers numbers -> layouts.meeting(numbers);
      case Value value when operand.rank() == 4 -> layouts.channelsFirst(value);
      case Value value -> layouts.flow(value);
    };
  }

  /** Numbers for the channels, the last axis, are multiplied and added. */
  Value normalised(NodeDef node, Operand x, List<Numbers> numbers) {
    if (node.getAttrOrThrow("is_training").getB()) {
      throw new UntranslatableException(node.getOp() + " that still learns");
    }
    double epsilon = node.getAttrOrThrow("epsilon").getF();
    float[] factor = new float[numbers.get(0).values().length];
    float[] addition = new float[factor.length];
    for (int i = 0; i < factor.length; i++) {
      double scale = numbers.get(0).values()[i] / Math.sqrt(numbers.get(3).values()[i] + epsilon);
      factor[i] = (float) scale;
      addition[i] = (float) (numbers.get(1).values()[i] - scale * numbers.get(2).values()[i]);
    }
    if (x.value() instanceof Convolved convolved) {
      return convolved.then(factor, addition);
    }
    long[] shape = {factor.length};
    Value scaled = of("Mul", x, new Operand(new Numbers(factor, shape), 1));
    return of("Add", new Operand(scaled, x.rank()), new Operand(new Numbers(addition, shape), 1));
  }

  /** An operation on each number for itself. */
  Flow each(String operation, Value x, AttributeProto... attributes) {
    return layouts.apply(operation, layouts.flow(x), attributes);
  }

  /** Not below 0, and not above 6. */
  Flow clipped(Value x) {
    Flow flow = layouts.flow(x);
    return flow.with(
        graph.apply(
            "Clip",
            List.of(
                flow.name(), graph.constant(new float[] {0}), graph.constant(new float[] {6}))));
  }

  /** Times itself. */
  Flow squared(Value x) {
    Flow flow = layouts.flow(x);
    return flow.with(graph.apply("Mul", List.of(flow.name(), flow.name())));
  }
}
