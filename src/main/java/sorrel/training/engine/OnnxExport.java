package sorrel.training.engine;

import static sorrel.network.engine.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.file.Path;
import java.util.List;
import sorrel.kernel.ImageShape;
import sorrel.network.engine.onnx.OnnxGraph;
import sorrel.training.domain.Layer;
import sorrel.training.domain.Volume;
import sorrel.training.engine.FrozenNetwork.BothWays;
import sorrel.training.engine.FrozenNetwork.Plain;
import sorrel.training.engine.FrozenNetwork.Residual;
import sorrel.training.engine.FrozenNetwork.Scaled;
import sorrel.training.engine.FrozenNetwork.Step;
import sorrel.training.engine.FrozenNetwork.Weighted;

/**
 * Writes a network as one ONNX file: from {@code image} uint8 {@code [n, height, width, channel]}
 * to {@code features} float {@code [n, features]}, which are what enters the network's last layer.
 *
 * <p>ONNX has a picture's channels first, {@code [n, channel, height, width]}, where the network
 * has them last. The picture is turned at the start; a vector made of a picture is left in the
 * other order, and the weights that follow are put into that order instead.
 */
final class OnnxExport {
  private final OnnxGraph graph;
  private final FrozenNetwork network;

  private OnnxExport(FrozenNetwork network) {
    this.graph = new OnnxGraph(network.architecture().name());
    this.network = network;
  }

  /**
   * What flows between two steps.
   *
   * @param order of a vector in another order than the network's: where in the network's each value
   *     is; empty for the network's own order, and for a picture
   */
  private record Flow(String value, boolean vector, int[] order) {
    static Flow picture(String value) {
      return new Flow(value, false, new int[0]);
    }

    static Flow vector(String value) {
      return new Flow(value, true, new int[0]);
    }

    Flow with(String next) {
      return new Flow(next, vector, order);
    }
  }

  /**
   * Writes the file.
   *
   * @throws java.io.UncheckedIOException if it cannot be written; nothing is left behind then
   */
  static void write(FrozenNetwork network, Path file) {
    new OnnxExport(network).write(file);
  }

  private void write(Path file) {
    // The last step is the head, which is a file of its own.
    List<Step> steps = network.steps().subList(0, network.steps().size() - 1);
    Flow x = applyAll(steps, scaledPicture());
    graph.output("features", inOrder(x).value(), network.architecture().features());
    graph.write(file);
  }

  /** Pixels as numbers from -1 to 1, channels first. */
  private Flow scaledPicture() {
    ImageShape shape = network.architecture().input();
    String bytes = graph.bytes("image", shape.height(), shape.width(), shape.channels());
    String turned =
        graph.apply("Transpose", List.of(bytes), attribute("perm", List.of(0, 3, 1, 2)));
    String numbers =
        graph.apply(
            "Cast", List.of(turned), attribute("to", TensorProto.DataType.FLOAT.getNumber()));
    String positive = multiplied(numbers, graph.constant(new float[] {1 / 127.5f}));
    String scaled = graph.apply("Sub", List.of(positive, graph.constant(new float[] {1})));
    return Flow.picture(scaled);
  }

  private Flow applyAll(List<Step> steps, Flow entering) {
    Flow x = entering;
    for (Step step : steps) {
      x = apply(step, x);
    }
    return x;
  }

  private Flow apply(Step step, Flow x) {
    return switch (step) {
      case Scaled(var factor, var offset) ->
          x.with(added(multiplied(x.value(), channels(x, factor)), channels(x, offset)));
      case Weighted weighted -> weighted(weighted, x);
      case Plain(var layer, var input) -> plain(layer, input, x);
      case Residual(var steps) -> {
        Flow around = inOrder(x);
        Flow through = inOrder(applyAll(steps, around));
        yield around.with(added(around.value(), through.value()));
      }
      case BothWays(var steps, var values) ->
          Flow.vector(meanOfBoth(inOrder(applyAll(steps, withMirrorImages(x))), values));
    };
  }

  /** The pictures, and after them all of their mirror images. */
  private Flow withMirrorImages(Flow x) {
    String mirrored =
        graph.apply(
            "Slice",
            List.of(
                x.value(),
                graph.constant(new long[] {-1}),
                graph.constant(new long[] {Long.MIN_VALUE}),
                graph.constant(new long[] {3}),
                graph.constant(new long[] {-1})));
    return x.with(graph.apply("Concat", List.of(x.value(), mirrored), attribute("axis", 0)));
  }

  /** Of each vector and the one half of the batch later. */
  private String meanOfBoth(Flow x, long values) {
    String halves =
        graph.apply("Reshape", List.of(x.value(), graph.constant(new long[] {2, -1, values})));
    return graph.apply(
        "ReduceMean", List.of(halves), attribute("axes", List.of(0)), attribute("keepdims", 0));
  }

  private Flow weighted(Weighted step, Flow x) {
    float[] weights = step.weights().values();
    float[] offset = step.offset().values();
    return switch (step.layer()) {
      case Layer.Convolution convolution -> x.with(convolved(convolution, step, x));
      case Layer.Whitening(int side, int stride, int directions) ->
          x.with(convolved(step, 2 * directions, side, stride, List.of(0, 0, 0, 0), x));
      case Layer.Dense(int units) ->
          Flow.vector(
              graph.apply(
                  "Gemm",
                  List.of(
                      x.value(),
                      graph.constant(
                          ordered(weights, x.order(), units), step.input().channels(), units),
                      graph.constant(offset, units))));
      case Layer.BatchNormalisation _,
          Layer.Relu _,
          Layer.Gelu _,
          Layer.MaxPooling _,
          Layer.MeanPooling _,
          Layer.Flatten _,
          Layer.GlobalMean _,
          Layer.Dropout _,
          Layer.Residual _,
          Layer.BothWays _ ->
          throw new IllegalArgumentException("Without weights: " + step.layer());
    };
  }

  private String convolved(Layer.Convolution layer, Weighted step, Flow x) {
    int[] rows = padding(step.input().height(), layer.kernel(), layer.stride());
    int[] columns = padding(step.input().width(), layer.kernel(), layer.stride());
    List<Integer> pads = List.of(rows[0], columns[0], rows[1], columns[1]);
    return convolved(step, layer.filters(), layer.kernel(), layer.stride(), pads, x);
  }

  private String convolved(
      Weighted step, int filters, int side, int stride, List<Integer> pads, Flow x) {
    int channels = step.input().channels();
    return graph.apply(
        "Conv",
        List.of(
            x.value(),
            graph.constant(
                outputsFirst(step.weights().values(), channels, filters),
                filters,
                channels,
                side,
                side),
            graph.constant(step.offset().values(), filters)),
        attribute("kernel_shape", List.of(side, side)),
        attribute("strides", List.of(stride, stride)),
        attribute("pads", pads));
  }

  private Flow plain(Layer layer, Volume input, Flow x) {
    return switch (layer) {
      case Layer.Relu _ -> x.with(graph.apply("Relu", List.of(x.value())));
      case Layer.Gelu _ -> {
        String steep = multiplied(x.value(), graph.constant(new float[] {1.702f}));
        yield x.with(multiplied(x.value(), graph.apply("Sigmoid", List.of(steep))));
      }
      case Layer.MaxPooling(int size) -> x.with(pooled("MaxPool", size, x));
      case Layer.MeanPooling(int size) -> x.with(pooled("AveragePool", size, x));
      case Layer.Flatten _ -> flattened(input, x);
      case Layer.GlobalMean _ ->
          new Flow(flat(graph.apply("GlobalAveragePool", List.of(x.value()))), true, new int[0]);
      case Layer.Convolution _,
          Layer.Whitening _,
          Layer.BatchNormalisation _,
          Layer.Dense _,
          Layer.Dropout _,
          Layer.Residual _,
          Layer.BothWays _ ->
          throw new IllegalArgumentException("With numbers or without effect: " + layer);
    };
  }

  /** Windows side by side; where the last would be incomplete, there is none. */
  private String pooled(String operation, int size, Flow x) {
    List<Integer> window = List.of(size, size);
    return graph.apply(
        operation,
        List.of(x.value()),
        attribute("kernel_shape", window),
        attribute("strides", window));
  }

  private Flow flattened(Volume input, Flow x) {
    String vector = flat(x.value());
    if (x.vector()) {
      return x.with(vector);
    }
    return input.isFlat() || input.channels() == 1
        ? Flow.vector(vector)
        : new Flow(vector, true, channelsFirst(input));
  }

  /** The network's own order again, where nothing that has weights follows to be put in order. */
  private Flow inOrder(Flow x) {
    if (x.order().length == 0) {
      return x;
    }
    long[] places = new long[x.order().length];
    for (int i = 0; i < places.length; i++) {
      places[x.order()[i]] = i;
    }
    return Flow.vector(
        graph.apply("Gather", List.of(x.value(), graph.constant(places)), attribute("axis", 1)));
  }

  private String flat(String value) {
    return graph.apply("Flatten", List.of(value), attribute("axis", 1));
  }

  private String multiplied(String one, String other) {
    return graph.apply("Mul", List.of(one, other));
  }

  private String added(String one, String other) {
    return graph.apply("Add", List.of(one, other));
  }

  /** A number for each channel, so shaped that it meets its channel. */
  private String channels(Flow x, FrozenNetwork.Numbers numbers) {
    float[] values = ordered(numbers.values(), x.order(), 1);
    return x.vector()
        ? graph.constant(values, values.length)
        : graph.constant(values, values.length, 1, 1);
  }

  /** For each place of a vector with channels first, the place with channels last. */
  static int[] channelsFirst(Volume volume) {
    int pixels = volume.height() * volume.width();
    int[] order = new int[volume.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i % pixels * volume.channels() + i / pixels;
    }
    return order;
  }

  /** Rows of so many numbers, in another order. */
  private static float[] ordered(float[] rows, int[] order, int length) {
    if (order.length == 0) {
      return rows;
    }
    float[] ordered = new float[rows.length];
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(rows, order[i] * length, ordered, i * length, length);
    }
    return ordered;
  }

  /** From {@code [height, width, in, out]} to {@code [out, in, height, width]}. */
  private static float[] outputsFirst(float[] weights, int inputs, int outputs) {
    int perPixel = inputs * outputs;
    int pixels = weights.length / perPixel;
    float[] turned = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      int pixel = i / perPixel;
      int input = i % perPixel / outputs;
      turned[(i % outputs * inputs + input) * pixels + pixel] = weights[i];
    }
    return turned;
  }

  /**
   * Zeros before and after one side of a picture, as TensorFlow's "SAME" places them: as few as
   * make the windows reach the end, the odd one after.
   *
   * @see <a href="https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2">tf.nn, notes
   *     on padding</a>
   */
  static int[] padding(int side, int window, int stride) {
    int windows = Math.ceilDiv(side, stride);
    int zeros = Math.max((windows - 1) * stride + window - side, 0);
    return new int[] {zeros / 2, zeros - zeros / 2};
  }
}
