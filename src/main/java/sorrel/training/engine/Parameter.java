package sorrel.training.engine;

import java.util.ArrayList;
import java.util.List;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Layer;
import sorrel.training.domain.Volume;

/**
 * One array of numbers of a network, under the name it has in checkpoints.
 *
 * @param name such as {@code 3/weights}, the number being the layer's place from 0
 * @param shape convolution {@code [height, width, in, out]}, dense {@code [in, out]}, else {@code
 *     [channel]}
 */
public record Parameter(String name, Kind kind, List<Integer> shape) {
  /** What a parameter is for. */
  public enum Kind {
    /** Multiplies inputs; decays. */
    WEIGHTS,
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
        case WEIGHTS, SCALE, OFFSET -> true;
        case MEAN, VARIANCE -> false;
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

  /** Name of a layer's parameter of a kind. */
  public static String name(int layer, Kind kind) {
    return switch (kind) {
      case WEIGHTS -> layer + "/weights";
      case SCALE -> layer + "/scale";
      case OFFSET -> layer + "/offset";
      case MEAN -> layer + "/mean";
      case VARIANCE -> layer + "/variance";
    };
  }

  /** All parameters of a network in the order of its layers. */
  public static List<Parameter> of(Architecture architecture) {
    List<Volume> volumes = architecture.volumes();
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < architecture.layers().size(); i++) {
      int channels = volumes.get(i).channels();
      switch (architecture.layers().get(i)) {
        case Layer.Convolution(int filters, int kernel, int _) ->
            parameters.add(of(i, Kind.WEIGHTS, kernel, kernel, channels, filters));
        case Layer.BatchNormalisation() -> {
          parameters.add(of(i, Kind.SCALE, channels));
          parameters.add(of(i, Kind.OFFSET, channels));
          parameters.add(of(i, Kind.MEAN, channels));
          parameters.add(of(i, Kind.VARIANCE, channels));
        }
        case Layer.Dense(int units) -> {
          parameters.add(of(i, Kind.WEIGHTS, channels, units));
          parameters.add(of(i, Kind.OFFSET, units));
        }
        case Layer.Relu _,
            Layer.Gelu _,
            Layer.MaxPooling _,
            Layer.MeanPooling _,
            Layer.Flatten _,
            Layer.GlobalMean _,
            Layer.Dropout _ -> {}
      }
    }
    return parameters;
  }

  private static Parameter of(int layer, Kind kind, Integer... shape) {
    return new Parameter(name(layer, kind), kind, List.of(shape));
  }
}
