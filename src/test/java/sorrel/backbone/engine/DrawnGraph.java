package sorrel.backbone.engine;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** A graph drawn node by node, as other programs write them. */
final class DrawnGraph {
  /** Where pictures go in: float {@code [n, 7, 9, 3]}. */
  static final String PICTURES = "pictures";

  private final GraphDef.Builder graph = GraphDef.newBuilder();
  private final Random random = new Random(3);

  DrawnGraph() {
    graph.addNode(
        NodeDef.newBuilder()
            .setName(PICTURES)
            .setOp("Placeholder")
            .putAttr("dtype", type(DataType.DT_FLOAT))
            .putAttr("shape", AttrValue.newBuilder().setShape(shape(-1, 7, 9, 3)).build()));
  }

  /** An attribute and its value: a number, a word, a switch, or several numbers. */
  record Attribute(String name, Object value) {}

  /** A node on floats, in the order of its inputs. */
  String node(String operation, List<String> inputs, Attribute... attributes) {
    String name = operation + graph.getNodeCount();
    NodeDef.Builder node = NodeDef.newBuilder().setName(name).setOp(operation).addAllInput(inputs);
    if (!List.of("Shape", "StridedSlice", "Pack").contains(operation)) {
      node.putAttr("T", type(DataType.DT_FLOAT));
    }
    for (Attribute each : attributes) {
      node.putAttr(each.name(), value(each.value()));
    }
    graph.addNode(node);
    return name;
  }

  private static AttrValue value(Object value) {
    AttrValue.Builder attribute = AttrValue.newBuilder();
    return switch (value) {
      case Integer number -> attribute.setI(number).build();
      case Float number -> attribute.setF(number).build();
      case Boolean flag -> attribute.setB(flag).build();
      case String word -> attribute.setS(ByteString.copyFromUtf8(word)).build();
      case DataType type -> type(type);
      case int[] numbers ->
          attribute
              .setList(
                  AttrValue.ListValue.newBuilder()
                      .addAllI(Arrays.stream(numbers).mapToObj(Long::valueOf).toList()))
              .build();
      default -> throw new IllegalArgumentException("An attribute like " + value);
    };
  }

  /** Numbers between -1 and 1, always the same. */
  String weights(int... sizes) {
    float[] values = new float[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat(-1, 1);
    }
    return floats(values, sizes);
  }

  /** Numbers above zero. */
  String positive(int... sizes) {
    float[] values = new float[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat(0.5f, 2);
    }
    return floats(values, sizes);
  }

  String floats(float[] values, int... sizes) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).setTensorShape(shape(sizes));
    for (float value : values) {
      tensor.addFloatVal(value);
    }
    return constant(tensor);
  }

  /** Whole numbers in a row. */
  String ints(int... values) {
    return table(values, values.length);
  }

  String table(int[] values, int... sizes) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setDtype(DataType.DT_INT32).setTensorShape(shape(sizes));
    Arrays.stream(values).forEach(tensor::addIntVal);
    return constant(tensor);
  }

  private String constant(TensorProto.Builder tensor) {
    String name = "Const" + graph.getNodeCount();
    graph.addNode(
        NodeDef.newBuilder()
            .setName(name)
            .setOp("Const")
            .putAttr("dtype", type(tensor.getDtype()))
            .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build()));
    return name;
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  private static TensorShapeProto shape(int... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }

  /** Writes it as a SavedModel that says nothing of its outputs. */
  Path write(Path folder) {
    SavedModel model =
        SavedModel.newBuilder()
            .addMetaGraphs(
                MetaGraphDef.newBuilder()
                    .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                    .setGraphDef(graph))
            .build();
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("saved_model.pb"), model.toByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return folder;
  }
}
