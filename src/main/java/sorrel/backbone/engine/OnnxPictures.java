package sorrel.backbone.engine;

import static sorrel.network.engine.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Optional;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.domain.Scaling;
import sorrel.kernel.ImageShape;
import sorrel.network.engine.onnx.OnnxGraph;

/**
 * The pictures that an ONNX network takes.
 *
 * @param channelsFirst whether they are {@code [n, channel, height, width]}
 * @param bytes whether they are bytes, which the network scales itself
 */
record OnnxPictures(ImageShape shape, boolean channelsFirst, boolean bytes) {
  static OnnxPictures of(ValueInfoProto input, Optional<ImageShape> said) {
    int type = input.getType().getTensorType().getElemType();
    boolean bytes = type == TensorProto.DataType.UINT8.getNumber();
    if (!bytes && type != TensorProto.DataType.FLOAT.getNumber()) {
      throw new BackboneException(
          "The network takes pictures as %s; it has to take float numbers or bytes."
              .formatted(TensorProto.DataType.forNumber(type)));
    }
    List<Long> sizes = sizes(input);
    if (sizes.size() != 4) {
      throw new BackboneException(
          "The network takes %s. Sorrel needs [pictures, channels, height, width] or [pictures,"
                  .formatted(sizes)
              + " height, width, channels].");
    }
    boolean first = channelsFirst(sizes);
    List<Long> places = first ? List.of(2L, 3L, 1L) : List.of(1L, 2L, 3L);
    List<Long> own = places.stream().map(place -> sizes.get(place.intValue())).toList();
    return new OnnxPictures(PictureSize.of(own, said), first, bytes);
  }

  private static boolean channelsFirst(List<Long> sizes) {
    boolean first = sizes.get(1) == 1 || sizes.get(1) == 3;
    boolean last = sizes.get(3) == 1 || sizes.get(3) == 3;
    if (first == last) {
      throw new BackboneException(
          "The network takes %s, which does not say where its 1 or 3 channels are."
              .formatted(sizes));
    }
    return first;
  }

  /** The sizes of a value, -1 where the file does not say one. */
  static List<Long> sizes(ValueInfoProto value) {
    return value.getType().getTensorType().getShape().getDimList().stream()
        .map(each -> each.hasDimValue() && each.getDimValue() > 0 ? each.getDimValue() : -1L)
        .toList();
  }

  /** What becomes of bytes {@code image [n, height, width, channel]}: the name of the result. */
  String before(OnnxGraph graph, Scaling scaling) {
    String image = graph.bytes("image", shape.height(), shape.width(), shape.channels());
    String turned =
        channelsFirst
            ? graph.apply("Transpose", List.of(image), attribute("perm", List.of(0, 3, 1, 2)))
            : image;
    if (bytes) {
      return turned;
    }
    String numbers =
        graph.apply(
            "Cast",
            List.of(turned),
            attribute("to", (long) TensorProto.DataType.FLOAT.getNumber()));
    String scaled = graph.apply("Mul", List.of(numbers, channels(graph, scaling.factor())));
    return graph.apply("Add", List.of(scaled, channels(graph, scaling.offset())));
  }

  private String channels(OnnxGraph graph, List<Double> numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).floatValue();
    }
    return channelsFirst
        ? graph.constant(values, values.length, 1, 1)
        : graph.constant(values, values.length);
  }

  /** A vector of each picture: of a map of features, the mean over all places. */
  String vector(OnnxGraph graph, String features, Optional<Integer> rank) {
    if (rank.isPresent() && rank.get() == 2) {
      return features;
    }
    String vector = features;
    if (rank.isPresent() && rank.get() == 4) {
      String map =
          channelsFirst
              ? features
              : graph.apply("Transpose", List.of(features), attribute("perm", List.of(0, 3, 1, 2)));
      vector = graph.apply("GlobalAveragePool", List.of(map));
    }
    return graph.apply("Flatten", List.of(vector), attribute("axis", 1L));
  }
}
