package sorrel.network.engine.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ModelProtoOrBuilder;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sorrel.kernel.AtomicFile;

/**
 * An ONNX graph in the making: operations in the order they run, and the numbers they use. A value
 * is known by its name.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">the format</a>
 */
public final class OnnxGraph {
  /** The operations are those of ONNX 1.8 (2020): nothing newer is needed, and all can read it. */
  private static final int OPERATORS = 13;

  private static final int FORMAT = 7;

  /** The size of a dimension that each call decides. */
  private static final String COUNT = "n";

  /** What is added to graphs here is the same in all versions from this one, of 2017, on. */
  public static final int OPERATORS_MIN = 7;

  /** From it on, what is reduced over is an input. */
  private static final int AXES_ARE_INPUTS = 18;

  /** Before it, weights had to be inputs too. */
  private static final int FORMAT_MIN = 4;

  private final ModelProto.Builder model;
  private final GraphProto.Builder graph;
  private final Set<String> taken = new HashSet<>();

  /** An empty one. */
  public OnnxGraph(String name) {
    this(
        ModelProto.newBuilder()
            .setIrVersion(FORMAT)
            .setProducerName("Sorrel")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATORS))
            .setGraph(GraphProto.newBuilder().setName(name))
            .build());
  }

  /** An empty one for operations of others: of the version that a file is written in. */
  public OnnxGraph(String name, ModelProto file) {
    this(
        ModelProto.newBuilder()
            .setIrVersion(Math.max(FORMAT_MIN, file.getIrVersion()))
            .setProducerName("Sorrel")
            .addAllOpsetImport(file.getOpsetImportList())
            .setGraph(GraphProto.newBuilder().setName(name))
            .build());
  }

  private OnnxGraph(ModelProto model) {
    this.model = model.toBuilder();
    this.graph = this.model.getGraphBuilder();
    graph.getInitializerList().forEach(each -> taken.add(each.getName()));
    graph.getInputList().forEach(each -> taken.add(each.getName()));
    for (NodeProto node : graph.getNodeList()) {
      taken.add(node.getName());
      taken.addAll(node.getOutputList());
    }
  }

  /**
   * One to be added to.
   *
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is not an ONNX file, or one of too old a version
   */
  public static OnnxGraph read(Path file) {
    try {
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
      if (operators(model) < OPERATORS_MIN) {
        throw new IllegalArgumentException("Not an ONNX file of this time: " + file);
      }
      return new OnnxGraph(model);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not an ONNX file: " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version of the operations that a file is written in; 0 if it does not say. */
  public static long operators(ModelProtoOrBuilder model) {
    return model.getOpsetImportList().stream()
        .filter(each -> each.getDomain().isEmpty() || each.getDomain().equals("ai.onnx"))
        .mapToLong(OperatorSetIdProto::getVersion)
        .findFirst()
        .orElse(0);
  }

  /** Bytes that go in, {@code [n, ...]}. */
  public String bytes(String name, int... dimensions) {
    graph.addInput(value(name, TensorProto.DataType.UINT8, dimensions));
    return name;
  }

  /** Numbers that come out, {@code [n, ...]}, under a name of their own. */
  public void output(String name, String value, int... dimensions) {
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").setName(name).addInput(value).addOutput(name));
    graph.addOutput(value(name, TensorProto.DataType.FLOAT, dimensions));
  }

  /** One value for each picture, {@code [n]}, under a name of its own. */
  public void output(String name, String value, TensorProto.DataType type) {
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").setName(name).addInput(value).addOutput(name));
    graph.addOutput(value(name, type));
  }

  /** The same where only those who made the network know how many numbers come out. */
  public void output(String name, String value) {
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").setName(name).addInput(value).addOutput(name));
    graph.addOutput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(
                TypeProto.newBuilder()
                    .setTensorType(
                        TypeProto.Tensor.newBuilder()
                            .setElemType(TensorProto.DataType.FLOAT.getNumber()))));
  }

  /** An operation of another graph, with the names that it has here. */
  public void add(NodeProto node) {
    taken.add(node.getName());
    taken.addAll(node.getOutputList());
    graph.addNode(node);
  }

  /** Weights of another graph, with the name that they have here. */
  public void add(TensorProto weights) {
    taken.add(weights.getName());
    graph.addInitializer(weights);
  }

  /** Numbers that never change; their shape is a scalar's where no dimension is given. */
  public String constant(float[] values, long... dimensions) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return constant(TensorProto.DataType.FLOAT, bytes, dimensions);
  }

  /** One number of 64 bits that never changes. */
  public String constant(double value) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(value);
    return constant(TensorProto.DataType.DOUBLE, bytes);
  }

  /** Whole numbers that never change, such as a shape. */
  public String constant(long[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return constant(TensorProto.DataType.INT64, bytes, values.length);
  }

  private String constant(TensorProto.DataType type, ByteBuffer values, long... dimensions) {
    String name = free("constant-", graph.getInitializerCount());
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(values));
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** What an operation makes of its inputs. */
  public String apply(String operation, List<String> inputs, AttributeProto... attributes) {
    String name = free(operation + "-", graph.getNodeCount());
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operation)
            .setName(name)
            .addAllInput(inputs)
            .addAllAttribute(List.of(attributes))
            .addOutput(name));
    return name;
  }

  /** {@code [n, 1]}: the largest of {@code [n, numbers]}. */
  public String largest(String value) {
    if (operators(model) < AXES_ARE_INPUTS) {
      return apply("ReduceMax", List.of(value), attribute("axes", List.of(1)));
    }
    return apply("ReduceMax", List.of(value, constant(new long[] {1})));
  }

  /** A whole number that says how an operation works. */
  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** Several whole numbers, such as the sides of a window. */
  public static AttributeProto attribute(String name, List<Integer> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values.stream().map(Integer::longValue).toList())
        .build();
  }

  /** A number. */
  public static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  /** A word. */
  public static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  /** A name that nothing in the graph has. */
  private String free(String beginning, int number) {
    String name = beginning + number;
    for (int i = number + 1; !taken.add(name); i++) {
      name = beginning + i;
    }
    return name;
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, int... dimensions) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(COUNT));
    for (int dimension : dimensions) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  /**
   * Writes the file, synced, under a temporary name first.
   *
   * @throws java.io.UncheckedIOException if it cannot be written; nothing is left behind then
   */
  public void write(Path file) {
    AtomicFile.write(file, model.build()::writeTo);
  }
}
