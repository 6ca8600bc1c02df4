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
  private PlaceholderShape() {}

  static ImageShape of(NodeDef placeholder, Optional<ImageShape> said) {
    if (placeholder.getAttrOrThrow("dtype").getType() != DataType.DT_FLOAT) {
      throw new BackboneException(
          "The network takes pictures as %s; it has to take float numbers."
              .formatted(placeholder.getAttrOrThrow("dtype").getType()));
    }
    List<Long> sizes = sizes(placeholder);
    if (sizes.isEmpty()) {
      return PictureSize.of(List.of(-1L, -1L, -1L), said);
    }
    boolean channels = sizes.size() == 4 && List.of(-1L, 1L, 3L).contains(sizes.get(3));
    if (!channels) {
      throw new BackboneException(
          "The network takes %s. Sorrel needs [pictures, height, width, channels], with 1 channel"
                  .formatted(sizes)
              + " or 3.");
    }
    return PictureSize.of(sizes.subList(1, 4), said);
  }

  /**
   * The pictures that a network takes as bytes, once it is frozen.
   *
   * @throws BackboneException if it takes anything else
   */
  static ImageShape frozen(NodeDef placeholder) {
    List<Long> sizes = sizes(placeholder);
    if (sizes.size() != 4 || sizes.stream().skip(1).anyMatch(each -> each < 1)) {
      throw new BackboneException("The network takes %s, not pictures.".formatted(sizes));
    }
    return new ImageShape(
        Math.toIntExact(sizes.get(1)),
        Math.toIntExact(sizes.get(2)),
        Math.toIntExact(sizes.get(3)));
  }

  private static List<Long> sizes(NodeDef placeholder) {
    return placeholder.containsAttr("shape")
        ? placeholder.getAttrOrThrow("shape").getShape().getDimList().stream()
            .map(TensorShapeProto.Dim::getSize)
            .toList()
        : List.of();
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
