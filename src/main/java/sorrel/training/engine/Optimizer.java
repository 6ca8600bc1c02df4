package sorrel.training.engine;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import sorrel.training.domain.Recipe;

/**
 * Adam with decoupled weight decay (I. Loshchilov, F. Hutter, 2019, "Decoupled weight decay
 * regularization").
 */
final class Optimizer {
  /** What is remembered for each parameter, as a suffix to its name: first and second moment. */
  static final List<String> SLOTS = List.of("/first", "/second");

  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.99f;

  /**
   * Keeps rounding noise small: without it, weights that a batch normalisation makes irrelevant
   * would walk about at full speed, and its running means would fall behind.
   */
  private static final float EPSILON = 1e-7f;

  private Optimizer() {}

  /**
   * Adds the operations that adjust every trained parameter.
   *
   * @param rate scalar: the learning rate without the correction for few steps
   * @param steps scalar: how many steps were made, with this one
   */
  static List<Op> updates(
      Ops tf,
      Variables variables,
      List<Parameter> trained,
      Output<?>[] gradients,
      Operand<TFloat32> rate,
      Operand<TFloat32> steps,
      Recipe recipe) {
    Operand<TFloat32> power1 = tf.math.pow(tf.constant(BETA_1), steps);
    Operand<TFloat32> power2 = tf.math.pow(tf.constant(BETA_2), steps);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      Parameter parameter = trained.get(i);
      Variables.Variable variable = variables.get(parameter.name());
      @SuppressWarnings("unchecked")
      Output<TFloat32> gradient = (Output<TFloat32>) gradients[i];
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
      updates.add(step);
      if (parameter.kind() == Parameter.Kind.WEIGHTS && recipe.weightDecay() > 0) {
        Operand<TFloat32> lost =
            tf.math.mul(
                variable.value(), tf.math.mul(rate, tf.constant((float) recipe.weightDecay())));
        updates.add(tf.withControlDependencies(step).assignSubVariableOp(variable.handle(), lost));
      }
    }
    return updates;
  }
}
