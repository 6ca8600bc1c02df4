package sorrel.training.engine;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import sorrel.head.domain.Calculation;
import sorrel.network.engine.onnx.OnnxGraph;

/**
 * Computes in an ONNX graph, with operations that are the same in all versions Sorrel adds to, and
 * that runtimes have for numbers of 64 bits.
 */
record OnnxCalculation(OnnxGraph graph) implements Calculation<String> {
  /** What is computed elsewhere, in 64 bits. */
  String of(String value) {
    return cast(value, DataType.DOUBLE);
  }

  /** The same in 32 bits. */
  String rounded(String value) {
    return cast(value, DataType.FLOAT);
  }

  private String cast(String value, DataType type) {
    return graph.apply("Cast", List.of(value), OnnxGraph.attribute("to", type.getNumber()));
  }

  @Override
  public String number(double value) {
    return graph.constant(value);
  }

  @Override
  public String constant(float[] values, int... dimensions) {
    return of(graph.constant(values, Arrays.stream(dimensions).asLongStream().toArray()));
  }

  @Override
  public String shaped(String value, int... dimensions) {
    long[] shape =
        LongStream.concat(LongStream.of(-1), Arrays.stream(dimensions).asLongStream()).toArray();
    return graph.apply("Reshape", List.of(value, graph.constant(shape)));
  }

  @Override
  public String turned(String value) {
    return graph.apply("Transpose", List.of(value), OnnxGraph.attribute("perm", List.of(0, 2, 1)));
  }

  @Override
  public String at(String value, int dimension, int... places) {
    String indices = graph.constant(IntStream.of(places).asLongStream().toArray());
    return graph.apply("Gather", List.of(value, indices), OnnxGraph.attribute("axis", dimension));
  }

  @Override
  public String joined(List<String> values, int dimension) {
    return graph.apply("Concat", values, OnnxGraph.attribute("axis", dimension));
  }

  @Override
  public String plus(String one, String other) {
    return graph.apply("Add", List.of(one, other));
  }

  @Override
  public String minus(String from, String what) {
    return graph.apply("Sub", List.of(from, what));
  }

  @Override
  public String times(String one, String other) {
    return graph.apply("Mul", List.of(one, other));
  }

  @Override
  public String over(String what, String by) {
    return graph.apply("Div", List.of(what, by));
  }

  @Override
  public String product(String rows, String columns) {
    return graph.apply("MatMul", List.of(rows, columns));
  }

  @Override
  public String absolute(String value) {
    return graph.apply("Abs", List.of(value));
  }

  @Override
  public String root(String value) {
    return graph.apply("Sqrt", List.of(value));
  }

  @Override
  public String logarithm(String value) {
    return graph.apply("Log", List.of(value));
  }

  @Override
  public String exponential(String value) {
    return graph.apply("Exp", List.of(value));
  }

  @Override
  public String largest(String value) {
    return of(graph.largest(rounded(value)));
  }

  @Override
  public String countUpTo(String value, float[] numbers) {
    String known = graph.constant(numbers, 1, numbers.length);
    String higher = graph.apply("Greater", List.of(known, rounded(value)));
    float[] ones = new float[numbers.length];
    Arrays.fill(ones, 1);
    return product(of(graph.apply("Not", List.of(higher))), constant(ones, ones.length, 1));
  }
}
