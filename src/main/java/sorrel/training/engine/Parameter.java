package sorrel.training.engine;

import java.util.ArrayList;
import java.util.List;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Layer;
import sorrel.training.domain.Volume;

/**
 * One array of numbers of a network, under the name it has in checkpoints.
 *
 * @param name such as {@code 3/weights}, the number being the layer's place from 0, or {@code
 *     3/1/weights} for the second layer in the one at 3
 * @param shape convolution {@code [height, width, in, out]}, dense {@code [in, out]}, else {@code
 *     [channel]}
 */
public record Parameter(String name, Kind kind, List<Integer> shape) {
  /** What a parameter is for. */
  public enum Kind {
    /** Multiplies the inputs of a dense layer; decays. */
    WEIGHTS,
    /** Multiplies the inputs of a convolution. */
    FILTERS,
    /** Multiplies pixels, as was computed from pictures; not trained. */
    DIRECTIONS,
    /** The factor of a batch normalisation. */
    SCALE,
    /** What is added at the end. */
    OFFSET,
    /** The running mean of a batch normalisation; not trained. */
    MEAN,
    /** The running variance of a batch normalisation; not trained. */
    VARIANCE;

    /** Whether gradients adjust it. */
    public boolean trained() {
      return switch (this) {
        case WEIGHTS, FILTERS, SCALE, OFFSET -> true;
        case DIRECTIONS, MEAN, VARIANCE -> false;
      };
    }
  }

  public Parameter {
    shape = List.copyOf(shape);
  }

  /** How many numbers it has. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /**
   * Name of a layer's parameter of a kind.
   *
   * @param layer the layer's place, or that of the layer it is in and its own, as {@code 3/1}
   */
  public static String name(String layer, Kind kind) {
    return switch (kind) {
      case WEIGHTS, FILTERS, DIRECTIONS -> layer + "/weights";
      case SCALE -> layer + "/scale";
      case OFFSET -> layer + "/offset";
      case MEAN -> layer + "/mean";
      case VARIANCE -> layer + "/variance";
    };
  }

  /** All parameters of a network in the order of its layers. */
  public static List<Parameter> of(Architecture architecture) {
    List<Parameter> parameters = new ArrayList<>();
    collect("", architecture.layers(), Volume.of(architecture.input()), parameters);
    return parameters;
  }

  private static void collect(
      String prefix, List<Layer> layers, Volume input, List<Parameter> parameters) {
    Volume volume = input;
    for (int i = 0; i < layers.size(); i++) {
      Volume output = layers.get(i).after(volume);
      collect(prefix + i, layers.get(i), volume, output, parameters);
      volume = output;
    }
  }

  private static void collect(
      String at, Layer layer, Volume input, Volume output, List<Parameter> parameters) {
    int channels = input.channels();
    switch (layer) {
      case Layer.Convolution(int filters, int kernel, int _) ->
          parameters.add(of(at, Kind.FILTERS, kernel, kernel, channels, filters));
      case Layer.Whitening(int kernel, int _, int _) -> {
        parameters.add(of(at, Kind.DIRECTIONS, kernel, kernel, channels, output.channels()));
        parameters.add(of(at, Kind.OFFSET, output.channels()));
      }
      case Layer.BatchNormalisation() -> {
        parameters.add(of(at, Kind.SCALE, channels));
        parameters.add(of(at, Kind.OFFSET, channels));
        parameters.add(of(at, Kind.MEAN, channels));
        parameters.add(of(at, Kind.VARIANCE, channels));
      }
      case Layer.Dense(int units) -> {
        parameters.add(of(at, Kind.WEIGHTS, channels, units));
        parameters.add(of(at, Kind.OFFSET, units));
      }
      case Layer.Residual(var layers) -> collect(at + "/", layers, input, parameters);
      case Layer.BothWays(var layers) -> collect(at + "/", layers, input, parameters);
      case Layer.Relu _,
          Layer.Gelu _,
          Layer.MaxPooling _,
          Layer.MeanPooling _,
          Layer.Flatten _,
          Layer.GlobalMean _,
          Layer.Dropout _ -> {}
    }
  }

  private static Parameter of(String layer, Kind kind, Integer... shape) {
    return new Parameter(name(layer, kind), kind, List.of(shape));
  }
}
