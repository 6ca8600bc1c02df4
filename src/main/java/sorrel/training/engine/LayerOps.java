package sorrel.training.engine;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What layers mean in TensorFlow's operations, on {@code [n, height, width, channel]}. */
final class LayerOps {
  private LayerOps() {}

  static Operand<TFloat32> convolution(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> weights, long stride) {
    return tf.nn.conv2d(x, weights, List.of(1L, stride, stride, 1L), "SAME");
  }

  static Operand<TFloat32> patches(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> weights, long stride) {
    return tf.nn.conv2d(x, weights, List.of(1L, stride, stride, 1L), "VALID");
  }

  static Operand<TFloat32> gelu(Ops tf, Operand<TFloat32> x) {
    return tf.math.mul(x, tf.math.sigmoid(tf.math.mul(x, tf.constant(1.702f))));
  }

  static Operand<TFloat32> maxPooling(Ops tf, Operand<TFloat32> x, long size) {
    // The first version of this operation, which has no method here: only it has an oneDNN
    // implementation. The second one's gradient alone took a third of a small network's step.
    OperationBuilder pooling = tf.scope().opBuilder("MaxPool", "MaxPool");
    pooling.addInput(x.asOutput());
    pooling.setAttr("ksize", new long[] {1, size, size, 1});
    pooling.setAttr("strides", new long[] {1, size, size, 1});
    pooling.setAttr("padding", "VALID");
    return pooling.build().output(0);
  }

  static Operand<TFloat32> meanPooling(Ops tf, Operand<TFloat32> x, long size) {
    List<Long> window = List.of(1L, size, size, 1L);
    return tf.nn.avgPool(x, window, window, "VALID");
  }

  static Operand<TFloat32> globalMean(Ops tf, Operand<TFloat32> x) {
    return tf.math.mean(x, tf.constant(new int[] {1, 2}));
  }

  /** The pictures, and after them all of their mirror images. */
  static Operand<TFloat32> withMirrorImages(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> mirrored = tf.reverse(x, tf.constant(new int[] {2}));
    return tf.concat(List.of(x, mirrored), tf.constant(0));
  }

  /** Of each vector and the one half of the batch later. */
  static Operand<TFloat32> meanOfBoth(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> halves = tf.reshape(x, tf.constant(new long[] {2, -1, x.shape().get(1)}));
    return tf.math.mean(halves, tf.constant(0));
  }

  static Operand<TFloat32> flatten(Ops tf, Operand<TFloat32> x, long values) {
    return tf.reshape(x, tf.constant(new long[] {-1, values}));
  }
}
