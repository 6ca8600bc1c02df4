package sorrel.training.engine;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import sorrel.training.domain.Recipe;

/** Adjusts every trained parameter: filters by {@link Muon}, all others by {@link Adam}. */
final class Optimizer {
  private Optimizer() {}

  /** What is remembered for a parameter between steps, as suffixes to its name. */
  static List<String> slots(Parameter.Kind kind) {
    return switch (kind) {
      case FILTERS -> Muon.SLOTS;
      case WEIGHTS, SCALE, OFFSET -> Adam.SLOTS;
      case DIRECTIONS, MEAN, VARIANCE -> List.of();
    };
  }

  /**
   * Adds the operations of a step.
   *
   * @param rate scalar: the learning rate as a share of its peak
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
    Adam adam = new Adam(tf, variables, rate, steps, recipe);
    Muon muon = new Muon(tf, variables, rate, recipe);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      Parameter parameter = trained.get(i);
      @SuppressWarnings("unchecked")
      Output<TFloat32> gradient = (Output<TFloat32>) gradients[i];
      if (gradient == null) {
        // A network that was given may have parts from which nothing flows back.
        continue;
      }
      switch (parameter.kind()) {
        case FILTERS -> updates.addAll(muon.updates(parameter, gradient));
        case WEIGHTS, SCALE, OFFSET -> updates.addAll(adam.updates(parameter, gradient));
        case DIRECTIONS, MEAN, VARIANCE ->
            throw new IllegalArgumentException(parameter.name() + " is not trained");
      }
    }
    return updates;
  }
}
