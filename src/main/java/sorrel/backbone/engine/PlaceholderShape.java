package sorrel.backbone.engine;

import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;
import sorrel.backbone.domain.BackboneException;
import sorrel.kernel.ImageShape;

/** The size of the pictures that a network takes, as its input says or its administrator. */
final class PlaceholderShape {
  /** Four times what networks for photographs usually take. */
  private static final int SIDE_MAX = 896;

  private PlaceholderShape() {}

  static ImageShape of(NodeDef placeholder, Optional<ImageShape> said) {
    if (placeholder.getAttrOrThrow("dtype").getType() != DataType.DT_FLOAT) {
      throw new BackboneException(
          "The network takes pictures as %s; it has to take float numbers."
              .formatted(placeholder.getAttrOrThrow("dtype").getType()));
    }
    ImageShape shape = said.orElseGet(() -> known(placeholder));
    if (!fits(shape, placeholder)) {
      throw new BackboneException(
          "The network does not take pictures of %d x %d x %d: its input is %s."
              .formatted(shape.height(), shape.width(), shape.channels(), sizes(placeholder)));
    }
    if (shape.height() > SIDE_MAX || shape.width() > SIDE_MAX) {
      throw new BackboneException(
          "The pictures may have %d x %d pixels at most.".formatted(SIDE_MAX, SIDE_MAX));
    }
    return shape;
  }

  private static List<Long> sizes(NodeDef placeholder) {
    return placeholder.containsAttr("shape")
        ? placeholder.getAttrOrThrow("shape").getShape().getDimList().stream()
            .map(TensorShapeProto.Dim::getSize)
            .toList()
        : List.of();
  }

  private static ImageShape known(NodeDef placeholder) {
    List<Long> sizes = sizes(placeholder);
    if (sizes.size() != 4 || sizes.subList(1, 4).stream().anyMatch(size -> size < 1)) {
      throw new BackboneException(
          "The network does not say how large its pictures are. Say it with --input, such as"
              + " --input 224x224x3.");
    }
    if (sizes.get(3) != 1 && sizes.get(3) != 3) {
      throw new BackboneException(
          "The network takes %s. Sorrel needs [pictures, height, width, channels], with 1 channel"
                  .formatted(sizes)
              + " or 3.");
    }
    return new ImageShape(
        Math.toIntExact(sizes.get(1)),
        Math.toIntExact(sizes.get(2)),
        Math.toIntExact(sizes.get(3)));
  }

  private static boolean fits(ImageShape shape, NodeDef placeholder) {
    List<Long> sizes = sizes(placeholder);
    List<Long> wanted =
        List.of(-1L, (long) shape.height(), (long) shape.width(), (long) shape.channels());
    if (sizes.isEmpty()) {
      return true;
    }
    for (int i = 0; i < sizes.size(); i++) {
      if (sizes.size() != wanted.size()
          || (sizes.get(i) >= 0 && !sizes.get(i).equals(wanted.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** Any number of pictures of a size. */
  static TensorShapeProto of(ImageShape shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (int size : new int[] {-1, shape.height(), shape.width(), shape.channels()}) {
      sizes.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return sizes.build();
  }
}
