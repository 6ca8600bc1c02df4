package sorrel.training.engine;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import sorrel.training.domain.Recipe;

/**
 * Steps in which no direction of a layer is favoured: the gradient with its momentum, as a matrix
 * from inputs to filters, is brought near to an orthogonal one by Newton and Schulz's iteration.
 * The filters keep the length 1 in the mean; a batch normalisation follows and makes their size
 * irrelevant, so that the rate alone says how far they turn.
 *
 * <p>K. Jordan et al., 2024, "Muon: an optimizer for hidden layers in neural networks"
 * (https://kellerjordan.github.io/posts/muon), in the form of the record for CIFAR-10 there.
 */
final class Muon {
  static final List<String> SLOTS = List.of("/momentum");

  /**
   * How far filters turn in a step, as a share of their length: so many times the recipe's rate.
   */
  private static final float TURN = 12;

  private static final float MOMENTUM = 0.6f;
  private static final int ITERATIONS = 3;

  /** The polynomial {@code A x + B x^3 + C x^5}, which brings singular values to about 1 fast. */
  private static final float A = 3.4445f;

  private static final float B = -4.7750f;
  private static final float C = 2.0315f;
  private static final float EPSILON = 1e-7f;

  private final Ops tf;
  private final Variables variables;
  private final Operand<TFloat32> rate;

  Muon(Ops tf, Variables variables, Operand<TFloat32> share, Recipe recipe) {
    this.tf = tf;
    this.variables = variables;
    this.rate = tf.math.mul(share, tf.constant(TURN * (float) recipe.peakLearningRate()));
  }

  List<Op> updates(Parameter parameter, Operand<TFloat32> gradient) {
    Variables.Variable variable = variables.get(parameter.name());
    Variables.Variable momentum = variables.get(parameter.name() + SLOTS.getFirst());
    long filters = parameter.shape().getLast();
    long inputs = parameter.size() / filters;
    Operand<TFloat32> moved =
        tf.math.add(tf.math.mul(momentum.value(), tf.constant(MOMENTUM)), gradient);
    // Nesterov's way: a look ahead by another step of the momentum.
    Operand<TFloat32> ahead = tf.math.add(gradient, tf.math.mul(moved, tf.constant(MOMENTUM)));
    Operand<TFloat32> turn =
        tf.reshape(
            orthogonal(
                tf.reshape(ahead, tf.constant(new long[] {inputs, filters})), inputs, filters),
            tf.constant(parameter.shape().stream().mapToLong(Integer::longValue).toArray()));
    Operand<TFloat32> length =
        tf.math.div(tf.constant((float) Math.sqrt((double) filters)), norm(variable.value()));
    Operand<TFloat32> turned =
        tf.math.sub(tf.math.mul(variable.value(), length), tf.math.mul(turn, rate));
    return List.of(
        tf.assignVariableOp(momentum.handle(), moved),
        tf.assignVariableOp(variable.handle(), turned));
  }

  private Operand<TFloat32> orthogonal(Operand<TFloat32> matrix, long rows, long columns) {
    Operand<TFloat32> x = tf.math.div(matrix, norm(matrix));
    boolean tall = rows > columns;
    for (int i = 0; i < ITERATIONS; i++) {
      // The smaller of the two squares.
      Operand<TFloat32> square =
          tf.linalg.matMul(x, x, tall ? MatMul.transposeA(true) : MatMul.transposeB(true));
      Operand<TFloat32> factor =
          tf.math.add(
              tf.math.mul(square, tf.constant(B)),
              tf.math.mul(tf.linalg.matMul(square, square), tf.constant(C)));
      x =
          tf.math.add(
              tf.math.mul(x, tf.constant(A)),
              tall ? tf.linalg.matMul(x, factor) : tf.linalg.matMul(factor, x));
    }
    return x;
  }

  private Operand<TFloat32> norm(Operand<TFloat32> x) {
    Operand<TFloat32> values = tf.reshape(x, tf.constant(new long[] {-1}));
    return tf.math.add(
        tf.math.sqrt(tf.reduceSum(tf.math.square(values), tf.constant(0))), tf.constant(EPSILON));
  }
}
