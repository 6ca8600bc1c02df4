package sorrel.training.domain;

import java.util.ArrayList;
import java.util.List;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Layer.BatchNormalisation;
import sorrel.training.domain.Layer.Convolution;
import sorrel.training.domain.Layer.Dense;
import sorrel.training.domain.Layer.Dropout;
import sorrel.training.domain.Layer.Flatten;
import sorrel.training.domain.Layer.MaxPooling;
import sorrel.training.domain.Layer.MeanPooling;
import sorrel.training.domain.Layer.Relu;

/** The small networks that compete for a model, sized to its pictures. */
public final class Architectures {
  /** Below this many images a network forgets more of what it sees, so as not to learn by heart. */
  private static final int FEW_IMAGES = 20_000;

  /** The dense network looks at no more values than this; larger pictures are averaged down. */
  private static final int DENSE_INPUT_MAX = 4_096;

  /** The convolutional network does its work at no more pixels than this. */
  private static final int WORKING_PIXELS_MAX = 32 * 32;

  private Architectures() {}

  /**
   * The first candidates of a run, cheapest first.
   *
   * @param trainingImages images of the training part
   */
  public static List<Architecture> candidates(ImageShape input, int classes, int trainingImages) {
    return List.of(
        dense(input, classes, trainingImages), convolutional(input, classes, trainingImages));
  }

  private static Architecture dense(ImageShape input, int classes, int trainingImages) {
    List<Layer> layers = new ArrayList<>();
    int reduction = 1;
    while (Volume.of(input).size() / (reduction * reduction) > DENSE_INPUT_MAX
        && Math.min(input.height(), input.width()) >= 2 * (reduction + 1)) {
      reduction++;
    }
    if (reduction > 1) {
      layers.add(new MeanPooling(reduction));
    }
    layers.add(new BatchNormalisation());
    layers.add(new Flatten());
    for (int units : new int[] {256, 128}) {
      // No normalisation between: pixels that never change would let its means drift unseen.
      layers.addAll(List.of(new Dense(units), new Relu()));
      layers.add(new Dropout(trainingImages < FEW_IMAGES ? 0.3 : 0.1));
    }
    layers.add(new Dense(classes));
    return new Architecture("small dense", input, classes, layers);
  }

  private static Architecture convolutional(ImageShape input, int classes, int trainingImages) {
    List<Layer> layers = new ArrayList<>();
    int filters = input.channels() == 1 ? 16 : 32;
    Volume volume = Volume.of(input);
    // Large pictures are brought down by strides before anything costly is done at full size.
    while (volume.height() * volume.width() > WORKING_PIXELS_MAX) {
      int stride = volume.height() * volume.width() >= 16 * WORKING_PIXELS_MAX ? 4 : 2;
      Layer stem = new Convolution(layers.isEmpty() ? filters / 2 : filters, stride + 1, stride);
      layers.addAll(List.of(stem, new BatchNormalisation(), new Relu()));
      volume = stem.after(volume);
    }
    int side = Math.min(volume.height(), volume.width());
    for (int stage = 0; stage < 3; stage++) {
      layers.add(new Convolution(filters << stage, 3, 1));
      // Pooling first leaves a quarter of the values for the normalisation and what follows.
      if (side >= 4) {
        layers.add(new MaxPooling(2));
        side /= 2;
      }
      layers.add(new BatchNormalisation());
      layers.add(new Relu());
    }
    layers.add(new Flatten());
    layers.add(new Dropout(trainingImages < FEW_IMAGES ? 0.4 : 0.2));
    layers.addAll(List.of(new Dense(128), new BatchNormalisation(), new Relu()));
    layers.add(new Dense(classes));
    return new Architecture("small convolutional", input, classes, layers);
  }
}
