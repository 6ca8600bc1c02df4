package sorrel.backbone;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** ONNX files as others write them, small: each channel twice over, as a map of the picture. */
final class ForeignOnnx {
  private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("theirs");
  private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(3);

  /**
   * A file whose input is called {@code image}, as if to be confused with ours.
   *
   * @param operators the version of the operations
   * @param sizes of the input; those below 1 are not said
   */
  ForeignOnnx(int operators, int type, long... sizes) {
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(operators));
    graph.addInput(value("image", type, sizes));
  }

  /** {@code map = 2 * image}, with the factors as somebody's input that has a default. */
  ForeignOnnx doubled() {
    graph.addInput(value("factor", FLOAT, 1));
    graph.addInitializer(
        TensorProto.newBuilder().setName("factor").setDataType(FLOAT).addDims(1).addFloatData(2));
    return node("Mul", "map", "image", "factor");
  }

  /** Bytes as numbers. */
  ForeignOnnx cast() {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Cast")
            .addInput("image")
            .addOutput("map")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(FLOAT)));
    return this;
  }

  ForeignOnnx node(String operation, String output, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder().setOpType(operation).addAllInput(List.of(inputs)).addOutput(output));
    return this;
  }

  ForeignOnnx output(String name, long... sizes) {
    graph.addOutput(value(name, FLOAT, sizes));
    return this;
  }

  /** An operation of somebody's own. */
  ForeignOnnx custom() {
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.example").setVersion(1));
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Mystery")
            .setDomain("com.example")
            .addInput("image")
            .addOutput("map"));
    return this;
  }

  /** Weights in a file beside it. */
  ForeignOnnx external() {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("factor")
            .setDataType(FLOAT)
            .addDims(1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/hostname")));
    return node("Mul", "map", "image", "factor");
  }

  /** Something that is decided while it runs. */
  ForeignOnnx branched() {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("If")
            .addInput("image")
            .addOutput("map")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("then_branch")
                    .setType(AttributeProto.AttributeType.GRAPH)
                    .setG(GraphProto.newBuilder())));
    return this;
  }

  Path write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, model.setGraph(graph).build().toByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ValueInfoProto value(String name, int type, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(size < 1 ? dimension.setDimParam("any" + size) : dimension.setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }
}
