package sorrel.training.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.random.RandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Layer;
import sorrel.training.domain.Volume;
import sorrel.training.engine.Parameter.Kind;

/** Builds a network's layers over a graph's variables, as they act in training or afterwards. */
final class LayerGraph {
  /** Added to variances, so that a constant channel is not divided by 0. */
  static final float EPSILON = 1e-3f;

  /**
   * What comes out.
   *
   * @param logits {@code [n, classes]}
   * @param updates what brings the running statistics of batch normalisation up to date
   */
  record Outputs(Operand<TFloat32> logits, List<Op> updates) {}

  private final Ops tf;
  private final Variables variables;
  private final List<Op> updates = new ArrayList<>();

  LayerGraph(Ops tf, Variables variables) {
    this.tf = tf;
    this.variables = variables;
  }

  /** Pixels as numbers from -1 to 1. */
  static Operand<TFloat32> scaled(Ops tf, Operand<TUint8> pixels) {
    return tf.math.sub(
        tf.math.mul(tf.dtypes.cast(pixels, TFloat32.class), tf.constant(1 / 127.5f)),
        tf.constant(1f));
  }

  /** As the network acts once trained: running statistics, nothing dropped. */
  Outputs inference(Architecture architecture, Operand<TUint8> pixels) {
    return apply(
        architecture,
        pixels,
        (layer, x) -> {
          Operand<TFloat32> scale =
              tf.math.mul(
                  value(layer, Kind.SCALE),
                  tf.math.rsqrt(tf.math.add(value(layer, Kind.VARIANCE), tf.constant(EPSILON))));
          Operand<TFloat32> shift =
              tf.math.sub(value(layer, Kind.OFFSET), tf.math.mul(value(layer, Kind.MEAN), scale));
          return tf.math.add(tf.math.mul(x, scale), shift);
        },
        (_, x) -> x,
        this::bothWays);
  }

  /**
   * As it acts while learning.
   *
   * @param renewal scalar: the share of a batch in the running statistics
   * @param seed of what is dropped
   */
  Outputs training(
      Architecture architecture, Operand<TUint8> pixels, Operand<TFloat32> renewal, long seed) {
    return apply(
        architecture,
        pixels,
        (layer, x) -> normalised(layer, x, renewal),
        (rate, x) -> dropped(rate, x, seed),
        (x, layers) -> layers.apply(x));
  }

  /** What acts differently while learning. */
  private record Way(Normalisation normalisation, Dropping dropping, Mirroring mirroring) {}

  private interface Normalisation {
    Operand<TFloat32> apply(String layer, Operand<TFloat32> x);
  }

  private interface Dropping {
    Operand<TFloat32> apply(double rate, Operand<TFloat32> x);
  }

  private interface Mirroring {
    Operand<TFloat32> apply(Operand<TFloat32> x, UnaryOperator<Operand<TFloat32>> layers);
  }

  private Outputs apply(
      Architecture architecture,
      Operand<TUint8> pixels,
      Normalisation normalisation,
      Dropping dropping,
      Mirroring mirroring) {
    Operand<TFloat32> logits =
        apply(
            "",
            architecture.layers(),
            Volume.of(architecture.input()),
            scaled(tf, pixels),
            new Way(normalisation, dropping, mirroring));
    return new Outputs(logits, List.copyOf(updates));
  }

  private Operand<TFloat32> apply(
      String prefix, List<Layer> layers, Volume input, Operand<TFloat32> entering, Way way) {
    Operand<TFloat32> x = entering;
    Volume volume = input;
    for (int i = 0; i < layers.size(); i++) {
      x = apply(prefix + i, layers.get(i), volume, x, way);
      volume = layers.get(i).after(volume);
    }
    return x;
  }

  private Operand<TFloat32> apply(
      String at, Layer layer, Volume input, Operand<TFloat32> x, Way way) {
    return switch (layer) {
      case Layer.Convolution(int _, int _, int stride) ->
          LayerOps.convolution(tf, x, value(at, Kind.FILTERS), stride);
      case Layer.Whitening(int _, int stride, int _) ->
          tf.nn.biasAdd(
              LayerOps.patches(tf, x, value(at, Kind.DIRECTIONS), stride), value(at, Kind.OFFSET));
      case Layer.BatchNormalisation() -> way.normalisation().apply(at, x);
      case Layer.Relu() -> tf.nn.relu(x);
      case Layer.Gelu() -> LayerOps.gelu(tf, x);
      case Layer.MaxPooling(int size) -> LayerOps.maxPooling(tf, x, size);
      case Layer.MeanPooling(int size) -> LayerOps.meanPooling(tf, x, size);
      case Layer.Flatten() -> LayerOps.flatten(tf, x, input.size());
      case Layer.GlobalMean() -> LayerOps.globalMean(tf, x);
      case Layer.Dense(int _) ->
          tf.nn.biasAdd(tf.linalg.matMul(x, value(at, Kind.WEIGHTS)), value(at, Kind.OFFSET));
      case Layer.Dropout(double rate) -> way.dropping().apply(rate, x);
      case Layer.Residual(var layers) -> tf.math.add(x, apply(at + "/", layers, input, x, way));
      case Layer.BothWays(var layers) ->
          way.mirroring().apply(x, picture -> apply(at + "/", layers, input, picture, way));
    };
  }

  private Operand<TFloat32> bothWays(Operand<TFloat32> x, UnaryOperator<Operand<TFloat32>> layers) {
    return LayerOps.meanOfBoth(tf, layers.apply(LayerOps.withMirrorImages(tf, x)));
  }

  private Operand<TFloat32> normalised(
      String layer, Operand<TFloat32> x, Operand<TFloat32> renewal) {
    boolean flat = x.shape().numDimensions() == 2;
    Operand<TFloat32> volume =
        flat ? tf.reshape(x, tf.constant(new long[] {-1, 1, 1, x.shape().get(1)})) : x;
    FusedBatchNorm<TFloat32, TFloat32> fused =
        tf.nn.fusedBatchNorm(
            volume,
            value(layer, Kind.SCALE),
            value(layer, Kind.OFFSET),
            tf.constant(new float[0]),
            tf.constant(new float[0]),
            FusedBatchNorm.isTraining(true),
            FusedBatchNorm.epsilon(EPSILON));
    renew(layer, Kind.MEAN, fused.batchMean(), renewal);
    renew(layer, Kind.VARIANCE, fused.batchVariance(), renewal);
    return flat ? LayerOps.flatten(tf, fused.y(), x.shape().get(1)) : fused.y();
  }

  private void renew(
      String layer, Kind kind, Operand<TFloat32> ofBatch, Operand<TFloat32> renewal) {
    Variables.Variable running = variable(layer, kind);
    updates.add(
        tf.assignSubVariableOp(
            running.handle(), tf.math.mul(tf.math.sub(running.value(), ofBatch), renewal)));
  }

  private Operand<TFloat32> dropped(double rate, Operand<TFloat32> x, long seed) {
    float kept = (float) (1 - rate);
    Operand<TFloat32> draw =
        tf.random.randomUniform(
            tf.shape(x), TFloat32.class, RandomUniform.seed(seed), RandomUniform.seed2(1L));
    Operand<TFloat32> mask = tf.math.floor(tf.math.add(draw, tf.constant(kept)));
    return tf.math.mul(x, tf.math.mul(mask, tf.constant(1 / kept)));
  }

  private Operand<TFloat32> value(String layer, Kind kind) {
    return variable(layer, kind).value();
  }

  private Variables.Variable variable(String layer, Kind kind) {
    return variables.get(Parameter.name(layer, kind));
  }
}
