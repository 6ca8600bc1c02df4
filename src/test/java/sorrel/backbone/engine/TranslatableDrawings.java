package sorrel.backbone.engine;

import static sorrel.backbone.engine.DrawnGraph.PICTURES;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tensorflow.proto.DataType;
import sorrel.backbone.engine.DrawnGraph.Attribute;

/** Small graphs of the operations that have a counterpart in ONNX. */
final class TranslatableDrawings {
  static final Attribute EVERYWHERE = strides(1, 1);
  static final Attribute SAME = new Attribute("padding", "SAME");
  static final Attribute VALID = new Attribute("padding", "VALID");

  private TranslatableDrawings() {}

  /**
   * A graph with a name.
   *
   * @param draws adds to it and says which node gives the features
   */
  record Drawing(String name, Function<DrawnGraph, String> draws) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Drawing drawing(String name, Function<DrawnGraph, String> draws) {
    return new Drawing(name, draws);
  }

  static Attribute strides(int rows, int columns) {
    return new Attribute("strides", new int[] {1, rows, columns, 1});
  }

  static Attribute window(int rows, int columns) {
    return new Attribute("ksize", new int[] {1, rows, columns, 1});
  }

  static Stream<Drawing> numbersOneByOne() {
    return Stream.of(
            "Relu", "Relu6", "LeakyRelu", "Sigmoid", "Tanh", "Elu", "Softplus", "Neg", "Square")
        .map(each -> drawing(each, g -> g.node(each, List.of(PICTURES))));
  }

  static Stream<Drawing> twoOperands() {
    return Stream.of("Add", "AddV2", "Sub", "Mul", "RealDiv", "Maximum", "Minimum")
        .flatMap(
            each ->
                Stream.of(
                    drawing(
                        each + " of a number", g -> g.node(each, List.of(PICTURES, g.positive()))),
                    drawing(
                        each + " of a number for each channel, the other way around",
                        g ->
                            g.node(
                                each,
                                List.of(g.positive(3), g.node("Softplus", List.of(PICTURES))))),
                    drawing(
                        each + " of a number for each place",
                        g -> g.node(each, List.of(PICTURES, g.positive(7, 9, 1)))),
                    drawing(
                        each + " of a convolution and a number for each channel",
                        g -> g.node(each, List.of(convolved(g), g.positive(1, 1, 1, 5)))),
                    drawing(
                        each + " of a convolution, the other way around",
                        g ->
                            g.node(
                                each,
                                List.of(g.positive(5), g.node("Softplus", List.of(convolved(g)))))),
                    drawing(
                        each + " of a picture and its mean",
                        g ->
                            g.node(
                                each,
                                List.of(
                                    PICTURES,
                                    g.node("Softplus", List.of(mean(g, PICTURES, true, 1, 2))))))));
  }

  static String convolved(DrawnGraph g) {
    return g.node("Conv2D", List.of(PICTURES, g.weights(3, 3, 3, 5)), EVERYWHERE, SAME);
  }

  static String mean(DrawnGraph g, String of, boolean kept, int... axes) {
    return g.node("Mean", List.of(of, g.ints(axes)), new Attribute("keep_dims", kept));
  }

  static Stream<Drawing> convolutions() {
    return Stream.of(
        drawing("a convolution that keeps the size", TranslatableDrawings::convolved),
        drawing(
            "a convolution at every second place",
            g -> g.node("Conv2D", List.of(PICTURES, g.weights(3, 2, 3, 5)), strides(2, 2), SAME)),
        drawing(
            "a convolution within the picture",
            g -> g.node("Conv2D", List.of(PICTURES, g.weights(2, 3, 3, 4)), strides(1, 2), VALID)),
        drawing(
            "a convolution with zeros as told",
            g ->
                g.node(
                    "Conv2D",
                    List.of(PICTURES, g.weights(3, 3, 3, 4)),
                    strides(2, 2),
                    new Attribute("padding", "EXPLICIT"),
                    new Attribute("explicit_paddings", new int[] {0, 0, 1, 0, 2, 1, 0, 0}))),
        drawing(
            "a convolution with gaps",
            g ->
                g.node(
                    "Conv2D",
                    List.of(PICTURES, g.weights(3, 3, 3, 4)),
                    EVERYWHERE,
                    SAME,
                    new Attribute("dilations", new int[] {1, 2, 3, 1}))),
        drawing(
            "a convolution of each channel for itself",
            g ->
                g.node(
                    "DepthwiseConv2dNative",
                    List.of(PICTURES, g.weights(3, 3, 3, 2)),
                    strides(2, 2),
                    SAME)),
        drawing(
            "a convolution and what is added to it",
            g -> g.node("BiasAdd", List.of(convolved(g), g.weights(5)))),
        drawing(
            "a convolution that is normalised",
            g ->
                g.node(
                    "Relu6",
                    List.of(
                        g.node(
                            "FusedBatchNormV3",
                            List.of(
                                g.node("BiasAdd", List.of(convolved(g), g.weights(5))),
                                g.positive(5),
                                g.weights(5),
                                g.weights(5),
                                g.positive(5)),
                            new Attribute("U", DataType.DT_FLOAT),
                            new Attribute("is_training", false))))),
        drawing(
            "a picture that is normalised",
            g ->
                g.node(
                    "FusedBatchNorm",
                    List.of(PICTURES, g.positive(3), g.weights(3), g.weights(3), g.positive(3)),
                    new Attribute("epsilon", 0.5f),
                    new Attribute("is_training", false))),
        drawing(
            "a normalisation written out, whose numbers are constant",
            g -> {
              String factor =
                  g.node(
                      "Mul",
                      List.of(
                          g.weights(5),
                          g.node(
                              "Rsqrt",
                              List.of(g.node("AddV2", List.of(g.positive(5), g.positive()))))));
              return g.node("Mul", List.of(convolved(g), factor));
            }),
        drawing(
            "a convolution that two use",
            g -> {
              String convolved = convolved(g);
              return g.node(
                  "AddV2", List.of(convolved, g.node("Mul", List.of(convolved, g.weights(5)))));
            }),
        drawing(
            "a block around which the picture goes too",
            g -> {
              String one = g.node("Relu", List.of(convolved(g)));
              String other =
                  g.node("Conv2D", List.of(one, g.weights(1, 1, 5, 5)), EVERYWHERE, VALID);
              return g.node("AddV2", List.of(one, other));
            }),
        drawing(
            "channels that are weighed by what is in them",
            g -> {
              String picture = convolved(g);
              String vector =
                  g.node(
                      "ExpandDims", List.of(mean(g, picture, false, 1, 2), g.table(new int[] {1})));
              String place = g.node("ExpandDims", List.of(vector, g.table(new int[] {1})));
              String share =
                  g.node("Conv2D", List.of(place, g.weights(1, 1, 5, 5)), EVERYWHERE, SAME);
              return g.node("Mul", List.of(picture, g.node("Sigmoid", List.of(share))));
            }));
  }

  static Stream<Drawing> poolings() {
    return Stream.of("MaxPool", "AvgPool")
        .flatMap(
            each ->
                Stream.of(
                    drawing(
                        each + " over the edge",
                        g -> g.node(each, List.of(PICTURES), window(3, 2), strides(2, 2), SAME)),
                    drawing(
                        each + " within the picture",
                        g -> g.node(each, List.of(PICTURES), window(2, 3), strides(2, 3), VALID))));
  }

  static Stream<Drawing> summaries() {
    return Stream.of(
        drawing("the mean over all places", g -> mean(g, PICTURES, false, 1, 2)),
        drawing("the mean over all places, kept", g -> mean(g, PICTURES, true, -3, -2)),
        drawing("the mean of the channels", g -> mean(g, PICTURES, false, 3)),
        drawing("the mean of the rows", g -> mean(g, PICTURES, false, 1)),
        drawing("the largest of all places", g -> g.node("Max", List.of(PICTURES, g.ints(2, 1)))),
        drawing("shares of the channels", g -> g.node("Softmax", List.of(PICTURES))),
        drawing(
            "shares of a vector", g -> g.node("Softmax", List.of(mean(g, PICTURES, false, 1, 2)))));
  }

  static Stream<Drawing> shapes() {
    int[] edges = {0, 0, 1, 2, 3, 0, 0, 0};
    return Stream.of(
        drawing("zeros around", g -> g.node("Pad", List.of(convolved(g), g.table(edges, 4, 2)))),
        drawing(
            "numbers around",
            g -> g.node("PadV2", List.of(PICTURES, g.table(edges, 4, 2), g.positive()))),
        drawing(
            "a mirror around",
            g ->
                g.node(
                    "MirrorPad",
                    List.of(PICTURES, g.table(edges, 4, 2)),
                    new Attribute("mode", "REFLECT"))),
        drawing(
            "a picture as a vector",
            g -> g.node("Reshape", List.of(convolved(g), g.ints(-1, 7 * 9 * 5)))),
        drawing("a picture as a vector whose shape is computed", TranslatableDrawings::flattened),
        drawing(
            "sides of one that go",
            g ->
                g.node(
                    "Squeeze",
                    List.of(mean(g, convolved(g), true, 1, 2)),
                    new Attribute("squeeze_dims", new int[] {1, 2}))),
        drawing(
            "axes in another order",
            g -> g.node("Transpose", List.of(convolved(g), g.ints(0, 2, 1, 3)))),
        drawing("channels side by side", g -> joined(g, List.of(PICTURES, convolved(g)), 3)),
        drawing(
            "channels side by side, counted from the end",
            g -> joined(g, List.of(convolved(g), PICTURES), -1)),
        drawing("pictures below each other", g -> joined(g, List.of(PICTURES, PICTURES), 1)),
        drawing(
            "vectors side by side",
            g ->
                joined(
                    g,
                    List.of(mean(g, PICTURES, false, 1, 2), mean(g, convolved(g), false, 1, 2)),
                    1)),
        drawing(
            "a product with weights",
            g -> g.node("MatMul", List.of(mean(g, PICTURES, false, 1, 2), g.weights(3, 6)))),
        drawing(
            "a product with weights that are turned, and what is added",
            g ->
                g.node(
                    "BiasAdd",
                    List.of(
                        g.node(
                            "MatMul",
                            List.of(mean(g, PICTURES, false, 1, 2), g.weights(6, 3)),
                            new Attribute("transpose_b", true)),
                        g.weights(6)))));
  }

  static String joined(DrawnGraph g, List<String> parts, int axis) {
    List<String> inputs =
        Stream.concat(parts.stream(), Stream.of(g.table(new int[] {axis}))).toList();
    return g.node("ConcatV2", inputs, new Attribute("N", parts.size()));
  }

  /** As Keras does it: the first size is read off the picture. */
  static String flattened(DrawnGraph g) {
    String picture = convolved(g);
    Attribute whole = new Attribute("T", DataType.DT_INT32);
    String shape = g.node("Shape", List.of(picture), new Attribute("T", DataType.DT_FLOAT));
    String count =
        g.node(
            "StridedSlice",
            List.of(shape, g.ints(0), g.ints(1), g.ints(1)),
            whole,
            new Attribute("Index", DataType.DT_INT32),
            new Attribute("shrink_axis_mask", 1));
    String sizes =
        g.node("Pack", List.of(count, g.table(new int[] {315})), whole, new Attribute("N", 2));
    return g.node("Reshape", List.of(picture, sizes));
  }
}
