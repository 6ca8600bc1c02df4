package sorrel.training.engine;

import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Layer;
import sorrel.training.domain.Volume;

/** Writes a network as a SavedModel, from {@code image} to {@code features}. */
final class SavedModelExport {
  private SavedModelExport() {}

  static void write(FrozenNetwork network, Path folder) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      ImageShape shape = network.architecture().input();
      Placeholder<TUint8> image =
          tf.withName("image")
              .placeholder(
                  TUint8.class,
                  Placeholder.shape(Shape.of(-1, shape.height(), shape.width(), shape.channels())));
      Operand<TFloat32> x = LayerGraph.scaled(tf, image);
      // The last step is the head, which is a file of its own.
      for (FrozenNetwork.Step step : network.steps().subList(0, network.steps().size() - 1)) {
        x = apply(tf, step, x);
      }
      Signature signature =
          Signature.builder("serving_default")
              .input("image", image)
              .output("features", tf.withName("features").identity(x))
              .build();
      SavedModelFile.write(graph, signature, folder);
    }
  }

  private static Operand<TFloat32> apply(Ops tf, FrozenNetwork.Step step, Operand<TFloat32> x) {
    return switch (step) {
      case FrozenNetwork.Scaled(var factor, var offset) ->
          tf.math.add(tf.math.mul(x, tf.constant(factor.values())), tf.constant(offset.values()));
      case FrozenNetwork.Weighted(var layer, var input, var weights, var offset) ->
          tf.nn.biasAdd(
              weighted(tf, layer, input, weights.values(), x), tf.constant(offset.values()));
      case FrozenNetwork.Plain(var layer, var input) -> plain(tf, layer, input, x);
      case FrozenNetwork.Residual(var steps) -> tf.math.add(x, applyAll(tf, steps, x));
      case FrozenNetwork.BothWays(var steps, int _) ->
          LayerOps.meanOfBoth(tf, applyAll(tf, steps, LayerOps.withMirrorImages(tf, x)));
    };
  }

  private static Operand<TFloat32> applyAll(
      Ops tf, List<FrozenNetwork.Step> steps, Operand<TFloat32> entering) {
    Operand<TFloat32> x = entering;
    for (FrozenNetwork.Step step : steps) {
      x = apply(tf, step, x);
    }
    return x;
  }

  private static Operand<TFloat32> weighted(
      Ops tf, Layer layer, Volume input, float[] weights, Operand<TFloat32> x) {
    return switch (layer) {
      case Layer.Convolution(int filters, int kernel, int stride) ->
          LayerOps.convolution(
              tf,
              x,
              constant(tf, weights, Shape.of(kernel, kernel, input.channels(), filters)),
              stride);
      case Layer.Whitening(int kernel, int stride, int directions) ->
          LayerOps.patches(
              tf,
              x,
              constant(tf, weights, Shape.of(kernel, kernel, input.channels(), 2L * directions)),
              stride);
      case Layer.Dense(int units) ->
          tf.linalg.matMul(x, constant(tf, weights, Shape.of(input.channels(), units)));
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
          throw new IllegalArgumentException("Without weights: " + layer);
    };
  }

  private static Operand<TFloat32> plain(Ops tf, Layer layer, Volume input, Operand<TFloat32> x) {
    return switch (layer) {
      case Layer.Relu _ -> tf.nn.relu(x);
      case Layer.Gelu _ -> LayerOps.gelu(tf, x);
      case Layer.MaxPooling(int size) -> LayerOps.maxPooling(tf, x, size);
      case Layer.MeanPooling(int size) -> LayerOps.meanPooling(tf, x, size);
      case Layer.Flatten _ -> LayerOps.flatten(tf, x, input.size());
      case Layer.GlobalMean _ -> LayerOps.globalMean(tf, x);
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

  private static Operand<TFloat32> constant(Ops tf, float[] values, Shape shape) {
    return tf.constant(shape, DataBuffers.of(values, true, false));
  }
}
