package sorrel.backbone.engine;

import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import sorrel.backbone.domain.Scaling;
import sorrel.kernel.ImageShape;

/**
 * What is put before a network so that it takes pixels of 0 to 255.
 *
 * @param prefix of the names of its nodes
 */
record PixelInput(String prefix, ImageShape shape, Scaling scaling) {
  private static final AttrValue FLOAT = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
  private static final AttrValue UINT8 = AttrValue.newBuilder().setType(DataType.DT_UINT8).build();

  /** Where pixels go in. */
  String tensor() {
    return prefix + "/image:0";
  }

  /** The graph with pixels as its input: what was its placeholder is now what comes of them. */
  GraphDef before(GraphCut cut) {
    NodeDef image =
        node("image", "Placeholder")
            .putAttr("dtype", UINT8)
            .putAttr("shape", AttrValue.newBuilder().setShape(PlaceholderShape.of(shape)).build())
            .build();
    NodeDef numbers =
        node("float", "Cast")
            .addInput(image.getName())
            .putAttr("SrcT", UINT8)
            .putAttr("DstT", FLOAT)
            .build();
    NodeDef factor = constant("scale", scaling.factor());
    NodeDef scaled =
        node("scaled", "Mul")
            .addInput(numbers.getName())
            .addInput(factor.getName())
            .putAttr("T", FLOAT)
            .build();
    NodeDef offset = constant("offset", scaling.offset());
    NodeDef input =
        NodeDef.newBuilder()
            .setName(cut.placeholder().getName())
            .setOp("AddV2")
            .addInput(scaled.getName())
            .addInput(offset.getName())
            .putAttr("T", FLOAT)
            .build();
    return GraphDef.newBuilder()
        .setVersions(cut.whole().getVersions())
        .setLibrary(cut.whole().getLibrary())
        .addAllNode(List.of(image, numbers, factor, scaled, offset, input))
        .addAllNode(cut.others())
        .build();
  }

  private NodeDef.Builder node(String name, String op) {
    return NodeDef.newBuilder().setName(prefix + "/" + name).setOp(op);
  }

  private NodeDef constant(String name, List<Double> values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(
                TensorShapeProto.newBuilder()
                    .addDim(TensorShapeProto.Dim.newBuilder().setSize(values.size())));
    values.forEach(value -> tensor.addFloatVal(value.floatValue()));
    return node(name, "Const")
        .putAttr("dtype", FLOAT)
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }
}
