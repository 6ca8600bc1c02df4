package sorrel.training.engine;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TType;
import sorrel.head.domain.Calculation;

/** Computes in a graph of TensorFlow. */
record TensorFlowCalculation(Ops tf) implements Calculation<Operand<TFloat64>> {
  /** What is computed elsewhere, in 64 bits. */
  Operand<TFloat64> of(Operand<? extends TType> value) {
    return tf.dtypes.cast(value, TFloat64.class);
  }

  @Override
  public Operand<TFloat64> number(double value) {
    return tf.constant(value);
  }

  @Override
  public Operand<TFloat64> constant(float[] values, int... dimensions) {
    return of(
        tf.constant(
            Shape.of(Arrays.stream(dimensions).asLongStream().toArray()),
            DataBuffers.of(values, true, false)));
  }

  @Override
  public Operand<TFloat64> shaped(Operand<TFloat64> value, int... dimensions) {
    int[] shape = new int[dimensions.length + 1];
    shape[0] = -1;
    System.arraycopy(dimensions, 0, shape, 1, dimensions.length);
    return tf.reshape(value, tf.constant(shape));
  }

  @Override
  public Operand<TFloat64> turned(Operand<TFloat64> value) {
    return tf.linalg.transpose(value, tf.constant(new int[] {0, 2, 1}));
  }

  @Override
  public Operand<TFloat64> at(Operand<TFloat64> value, int dimension, int... places) {
    return tf.gather(value, tf.constant(places), tf.constant(dimension));
  }

  @Override
  public Operand<TFloat64> joined(List<Operand<TFloat64>> values, int dimension) {
    return tf.concat(values, tf.constant(dimension));
  }

  @Override
  public Operand<TFloat64> plus(Operand<TFloat64> one, Operand<TFloat64> other) {
    return tf.math.add(one, other);
  }

  @Override
  public Operand<TFloat64> minus(Operand<TFloat64> from, Operand<TFloat64> what) {
    return tf.math.sub(from, what);
  }

  @Override
  public Operand<TFloat64> times(Operand<TFloat64> one, Operand<TFloat64> other) {
    return tf.math.mul(one, other);
  }

  @Override
  public Operand<TFloat64> over(Operand<TFloat64> what, Operand<TFloat64> by) {
    return tf.math.div(what, by);
  }

  @Override
  public Operand<TFloat64> product(Operand<TFloat64> rows, Operand<TFloat64> columns) {
    return tf.linalg.matMul(rows, columns);
  }

  @Override
  public Operand<TFloat64> absolute(Operand<TFloat64> value) {
    return tf.math.abs(value);
  }

  @Override
  public Operand<TFloat64> root(Operand<TFloat64> value) {
    return tf.math.sqrt(value);
  }

  @Override
  public Operand<TFloat64> logarithm(Operand<TFloat64> value) {
    return tf.math.log(value);
  }

  @Override
  public Operand<TFloat64> exponential(Operand<TFloat64> value) {
    return tf.math.exp(value);
  }

  @Override
  public Operand<TFloat64> largest(Operand<TFloat64> value) {
    return of(tf.reduceMax(rounded(value), tf.constant(1), ReduceMax.keepDims(true)));
  }

  @Override
  public Operand<TFloat64> countUpTo(Operand<TFloat64> value, float[] numbers) {
    Operand<TFloat32> known =
        tf.constant(Shape.of(1, numbers.length), DataBuffers.of(numbers, true, false));
    float[] ones = new float[numbers.length];
    Arrays.fill(ones, 1);
    return product(of(tf.math.lessEqual(known, rounded(value))), constant(ones, ones.length, 1));
  }

  private Operand<TFloat32> rounded(Operand<TFloat64> value) {
    return tf.dtypes.cast(value, TFloat32.class);
  }
}
