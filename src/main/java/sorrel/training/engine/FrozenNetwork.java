package sorrel.training.engine;

import java.util.ArrayList;
import java.util.List;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Layer;
import sorrel.training.domain.Volume;
import sorrel.training.engine.Parameter.Kind;

/**
 * A trained network as it serves, whatever the format: no dropout, and each batch normalisation
 * folded into the convolution or dense layer before it, or left as a factor and an offset.
 *
 * @param steps in the order they are applied, to pixels scaled to -1..1; the last gives logits
 */
public record FrozenNetwork(Architecture architecture, List<Step> steps) {
  /** One step with its numbers, which are not to be changed. */
  public sealed interface Step {}

  /**
   * Weights of a convolution {@code [height, width, in, out]} or of a dense layer {@code [in,
   * out]}, and what is added to each output.
   *
   * @param layer a convolution or a dense layer
   * @param input what enters
   */
  public record Weighted(Layer layer, Volume input, Numbers weights, Numbers offset)
      implements Step {}

  /** Each channel times a factor plus an offset. */
  public record Scaled(Numbers factor, Numbers offset) implements Step {}

  /**
   * A layer without numbers.
   *
   * @param input what enters
   */
  public record Plain(Layer layer, Volume input) implements Step {}

  /** What enters plus what the steps make of it. */
  public record Residual(List<Step> steps) implements Step {
    public Residual {
      steps = List.copyOf(steps);
    }
  }

  /**
   * The mean of the vectors that the steps make of a picture and of its mirror image.
   *
   * @param values of such a vector
   */
  public record BothWays(List<Step> steps, int values) implements Step {
    public BothWays {
      steps = List.copyOf(steps);
    }
  }

  /** Numbers that a record may hold: compared by identity. */
  public static final class Numbers {
    private final float[] values;

    Numbers(float[] values) {
      this.values = values;
    }

    /** Not a copy. */
    public float[] values() {
      return values;
    }
  }

  public FrozenNetwork {
    steps = List.copyOf(steps);
  }

  /** Prepares a network for serving. */
  public static FrozenNetwork of(Architecture architecture, Checkpoint checkpoint) {
    return new FrozenNetwork(
        architecture,
        steps("", architecture.layers(), Volume.of(architecture.input()), checkpoint));
  }

  private static List<Step> steps(
      String prefix, List<Layer> layers, Volume entering, Checkpoint checkpoint) {
    List<Step> steps = new ArrayList<>();
    Volume input = entering;
    for (int i = 0; i < layers.size(); i++) {
      String at = prefix + i;
      Layer layer = layers.get(i);
      switch (layer) {
        case Layer.Convolution(int filters, int _, int _) ->
            steps.add(
                new Weighted(
                    layer,
                    input,
                    numbers(checkpoint, at, Kind.FILTERS),
                    new Numbers(new float[filters])));
        case Layer.Whitening _, Layer.Dense _ ->
            steps.add(
                new Weighted(
                    layer,
                    input,
                    numbers(checkpoint, at, Kind.WEIGHTS),
                    numbers(checkpoint, at, Kind.OFFSET)));
        case Layer.BatchNormalisation() -> normalise(steps, scaled(checkpoint, at));
        case Layer.Dropout _ -> {}
        case Layer.Residual(var inner) ->
            steps.add(new Residual(steps(at + "/", inner, input, checkpoint)));
        case Layer.BothWays(var inner) ->
            steps.add(
                new BothWays(
                    steps(at + "/", inner, input, checkpoint), layer.after(input).channels()));
        case Layer.Relu _,
            Layer.Gelu _,
            Layer.MaxPooling _,
            Layer.MeanPooling _,
            Layer.Flatten _,
            Layer.GlobalMean _ ->
            steps.add(new Plain(layer, input));
      }
      input = layer.after(input);
    }
    return steps;
  }

  private static Numbers numbers(Checkpoint checkpoint, String layer, Kind kind) {
    return new Numbers(checkpoint.values(Parameter.name(layer, kind)));
  }

  private static Scaled scaled(Checkpoint checkpoint, String layer) {
    float[] scale = checkpoint.values(Parameter.name(layer, Kind.SCALE));
    float[] offset = checkpoint.values(Parameter.name(layer, Kind.OFFSET));
    float[] mean = checkpoint.values(Parameter.name(layer, Kind.MEAN));
    float[] variance = checkpoint.values(Parameter.name(layer, Kind.VARIANCE));
    float[] factor = new float[scale.length];
    float[] added = new float[scale.length];
    for (int i = 0; i < factor.length; i++) {
      double by = scale[i] / Math.sqrt(variance[i] + LayerGraph.EPSILON);
      factor[i] = (float) by;
      added[i] = (float) (offset[i] - mean[i] * by);
    }
    return new Scaled(new Numbers(factor), new Numbers(added));
  }

  private static void normalise(List<Step> steps, Scaled scaled) {
    int last = steps.size() - 1;
    if (last >= 0 && steps.get(last) instanceof Weighted weighted) {
      steps.set(last, folded(weighted, scaled));
    } else if (last >= 1
        && steps.get(last) instanceof Plain(Layer.MaxPooling _, Volume _)
        && steps.get(last - 1) instanceof Weighted weighted
        && isPositive(scaled.factor().values())) {
      // The largest value stays the largest under a positive factor, so it may go before pooling.
      steps.set(last - 1, folded(weighted, scaled));
    } else {
      steps.add(scaled);
    }
  }

  private static boolean isPositive(float[] factors) {
    for (float factor : factors) {
      if (!(factor > 0)) {
        return false;
      }
    }
    return true;
  }

  /** The outputs are the last dimension of the weights. */
  private static Weighted folded(Weighted weighted, Scaled scaled) {
    float[] factor = scaled.factor().values();
    float[] weights = weighted.weights().values().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= factor[i % factor.length];
    }
    float[] offset = weighted.offset().values().clone();
    for (int i = 0; i < offset.length; i++) {
      offset[i] = offset[i] * factor[i] + scaled.offset().values()[i];
    }
    return new Weighted(
        weighted.layer(), weighted.input(), new Numbers(weights), new Numbers(offset));
  }
}
