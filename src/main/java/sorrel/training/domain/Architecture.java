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
  public Architecture {
    layers = List.copyOf(layers);
    if (classes < 2) {
      throw new IllegalArgumentException("A network tells at least 2 classes apart: " + classes);
    }
    if (layers.isEmpty() || !layers.getLast().equals(new Layer.Dense(classes))) {
      throw new IllegalArgumentException("The last layer is dense with a unit for each class");
    }
    // Throws where a layer cannot take what the one before it gives.
    volumes(input, layers);
  }

  /** The same network for another number of classes. */
  public Architecture withClasses(int number) {
    List<Layer> changed = new ArrayList<>(layers.subList(0, layers.size() - 1));
    changed.add(new Layer.Dense(number));
    return new Architecture(name, input, number, changed);
  }

  /** What enters each layer, and last what leaves the network: one element more than layers. */
  public List<Volume> volumes() {
    return volumes(input, layers);
  }

  /** Exactly the numbers that training adjusts; the statistics of batch normalisation are not. */
  public long parameters() {
    List<Volume> volumes = volumes();
    long sum = 0;
    for (int i = 0; i < layers.size(); i++) {
      sum += layers.get(i).parameters(volumes.get(i));
    }
    return sum;
  }

  /** Multiplications with addition to classify one image; training takes about three times it. */
  public long multiplyAdds() {
    List<Volume> volumes = volumes();
    long sum = 0;
    for (int i = 0; i < layers.size(); i++) {
      sum += layers.get(i).multiplyAdds(volumes.get(i));
    }
    return sum;
  }

  /** How many values enter the last layer. */
  public int features() {
    return volumes().get(layers.size() - 1).channels();
  }

  private static List<Volume> volumes(ImageShape input, List<Layer> layers) {
    List<Volume> volumes = new ArrayList<>(layers.size() + 1);
    volumes.add(Volume.of(input));
    for (Layer layer : layers) {
      volumes.add(layer.after(volumes.getLast()));
    }
    return volumes;
  }
}
