package sorrel.training.engine;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import sorrel.training.domain.Recipe;

/**
 * Adam with decoupled weight decay (I. Loshchilov, F. Hutter, 2019, "Decoupled weight decay
 * regularization").
 */
final class Adam {
  /** First and second moment. */
  static final List<String> SLOTS = List.of("/first", "/second");

  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.99f;

  /**
   * Keeps rounding noise small: without it, weights that a batch normalisation makes irrelevant
   * would walk about at full speed, and its running means would fall behind.
   */
  private static final float EPSILON = 1e-7f;

  private final Ops tf;
  private final Variables variables;
  private final Operand<TFloat32> rate;
  private final Operand<TFloat32> power1;
  private final Operand<TFloat32> power2;
  private final float decay;

  Adam(
      Ops tf,
      Variables variables,
      Operand<TFloat32> share,
      Operand<TFloat32> steps,
      Recipe recipe) {
    this.tf = tf;
    this.variables = variables;
    this.rate = tf.math.mul(share, tf.constant((float) recipe.peakLearningRate()));
    this.power1 = tf.math.pow(tf.constant(BETA_1), steps);
    this.power2 = tf.math.pow(tf.constant(BETA_2), steps);
    this.decay = (float) recipe.weightDecay();
  }

  List<Op> updates(Parameter parameter, Operand<TFloat32> gradient) {
    Variables.Variable variable = variables.get(parameter.name());
    Op step =
        tf.train.resourceApplyAdam(
            variable.handle(),
            variables.get(parameter.name() + SLOTS.get(0)).handle(),
            variables.get(parameter.name() + SLOTS.get(1)).handle(),
            power1,
            power2,
            rate,
            tf.constant(BETA_1),
            tf.constant(BETA_2),
            tf.constant(EPSILON),
            gradient);
    if (parameter.kind() != Parameter.Kind.WEIGHTS || decay == 0) {
      return List.of(step);
    }
    Operand<TFloat32> lost = tf.math.mul(variable.value(), tf.math.mul(rate, tf.constant(decay)));
    return List.of(
        step, tf.withControlDependencies(step).assignSubVariableOp(variable.handle(), lost));
  }
}
