package sorrel.training.domain;

import java.util.ArrayList;
import java.util.List;
import sorrel.kernel.ImageShape;

/**
 * A recipe for a network from pixels to one number a class. Its last layer is dense and has one
 * unit a class; what enters that layer are the features.
 *
 * @param name what people read, for example {@code small convolutional}
 * @param input the pictures it takes
 * @param classes how many classes it tells apart, at least 2
 * @param layers in the order they are applied
 */
public record Architecture(String name, ImageShape input, int classes, List<Layer> layers) {
  /** What the library takes for itself. */
  private static final long LIBRARY_BYTES = 96L << 20;

  /** Numbers kept at once for each value that flows through the network. */
  private static final long VALUE_COPIES = 2;

  /** Numbers kept at once for each parameter. */
  private static final long PARAMETER_COPIES = 5;

  public Architecture {
    layers = List.copyOf(layers);
    if (classes < 2) {
      throw new IllegalArgumentException("A network tells at least 2 classes apart: " + classes);
    }
    if (layers.isEmpty() || !layers.getLast().equals(new Layer.Dense(classes))) {
      throw new IllegalArgumentException("The last layer is dense with a unit for each class");
    }
    // Throws where a layer cannot take what the one before it gives.
    Volume.after(layers, Volume.of(input));
    if (layers.stream().skip(1).anyMatch(Architecture::needsPixels)) {
      throw new IllegalArgumentException("Only the first layer sees the pixels");
    }
  }

  private static boolean needsPixels(Layer layer) {
    return layer instanceof Layer.Whitening || layer instanceof Layer.BothWays;
  }

  /** The same network for another number of classes. */
  public Architecture withClasses(int number) {
    List<Layer> changed = new ArrayList<>(layers.subList(0, layers.size() - 1));
    changed.add(new Layer.Dense(number));
    return new Architecture(name, input, number, changed);
  }

  /** Exactly the numbers that training adjusts; the statistics of batch normalisation are not. */
  public long parameters() {
    return Layer.sum(layers, Volume.of(input), Layer::parameters);
  }

  /** Multiplications with addition to classify one image. */
  public long multiplyAdds() {
    return Layer.sum(layers, Volume.of(input), Layer::multiplyAdds);
  }

  /**
   * Multiplications with addition to learn from one image: one way forward and two back, to the
   * values and to the weights.
   */
  public long multiplyAddsLearning() {
    return 3 * Layer.sum(layers, Volume.of(input), Architecture::oneWay);
  }

  /**
   * About what a step of training takes in memory beside the pictures, in bytes: the values of a
   * batch, their slopes, and each parameter with its own and what the optimiser remembers. Measured
   * by {@code ./sorrel bench memory}.
   */
  public long bytesLearning(int batch) {
    long values = input.size() + Layer.sum(layers, Volume.of(input), Layer::values);
    return LIBRARY_BYTES
        + Float.BYTES * (VALUE_COPIES * values * batch + PARAMETER_COPIES * parameters());
  }

  private static long oneWay(Layer layer, Volume volume) {
    return layer instanceof Layer.BothWays both
        ? Layer.sum(both.layers(), volume, Layer::multiplyAdds)
        : layer.multiplyAdds(volume);
  }

  /** How many values enter the last layer. */
  public int features() {
    return Volume.after(layers.subList(0, layers.size() - 1), Volume.of(input)).channels();
  }
}
