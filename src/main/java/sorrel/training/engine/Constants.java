package sorrel.training.engine;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** The numbers of constant nodes, 32-bit floats. */
final class Constants {
  private static final String VALUE = "value";

  private Constants() {}

  static TensorShapeProto proto(NodeDef constant) {
    return tensor(constant).getTensorShape();
  }

  static Shape shape(NodeDef constant) {
    return Shape.of(
        proto(constant).getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
  }

  /** All numbers, one row after the other. */
  static float[] values(NodeDef constant) {
    TensorProto tensor = tensor(constant);
    float[] values = new float[Math.toIntExact(shape(constant).size())];
    if (!tensor.getTensorContent().isEmpty()) {
      tensor
          .getTensorContent()
          .asReadOnlyByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      return values;
    }
    // Those at the end that are like the one before them are left out.
    List<Float> listed = tensor.getFloatValList();
    for (int i = 0; i < values.length && !listed.isEmpty(); i++) {
      values[i] = listed.get(Math.min(i, listed.size() - 1));
    }
    return values;
  }

  /** The same node with other numbers. */
  static NodeDef with(NodeDef constant, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    TensorProto changed =
        tensor(constant).toBuilder()
            .clearFloatVal()
            .setTensorContent(ByteString.copyFrom(bytes))
            .build();
    return constant.toBuilder()
        .putAttr(VALUE, AttrValue.newBuilder().setTensor(changed).build())
        .build();
  }

  private static TensorProto tensor(NodeDef constant) {
    return constant.getAttrOrThrow(VALUE).getTensor();
  }
}
