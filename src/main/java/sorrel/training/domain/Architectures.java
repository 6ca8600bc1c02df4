package sorrel.training.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Layer.BatchNormalisation;
import sorrel.training.domain.Layer.BothWays;
import sorrel.training.domain.Layer.Convolution;
import sorrel.training.domain.Layer.Dense;
import sorrel.training.domain.Layer.Dropout;
import sorrel.training.domain.Layer.Flatten;
import sorrel.training.domain.Layer.GlobalMean;
import sorrel.training.domain.Layer.MaxPooling;
import sorrel.training.domain.Layer.MeanPooling;
import sorrel.training.domain.Layer.Relu;
import sorrel.training.domain.Layer.Residual;
import sorrel.training.domain.Layer.Whitening;

/**
 * The networks that compete for a model, sized to its pictures: one without convolutions, and
 * convolutional ones, each several times as costly as the one before. How costly one may be is not
 * decided here: a run finds out how fast the machine is, and leaves out what its budget is too
 * small for.
 *
 * <p>The convolutional ones follow K. Jordan, 2024, "94% on CIFAR-10 in 3.29 seconds on a single
 * GPU" (https://arxiv.org/abs/2404.00498): pictures are whitened, then three stages, each with
 * fewer pixels and more channels, as few layers as possible, each normalised.
 */
public final class Architectures {
  /** Below this many images a network forgets more of what it sees, so as not to learn by heart. */
  private static final int FEW_IMAGES = 20_000;

  /** The dense network looks at no more values than this; larger pictures are averaged down. */
  private static final int DENSE_INPUT_MAX = 4_096;

  /** Convolutional networks do their work at no more pixels than this. */
  private static final int WORKING_PIXELS_MAX = 32 * 32;

  /** Directions of patches that are kept; the rest varies little. */
  private static final int DIRECTIONS_MAX = 16;

  /** Below this many images the largest network has nothing more to learn than the one before. */
  private static final int IMAGES_FOR_LARGEST = 2_000;

  /** Channels of the first stage of the small network, for pictures in colour. */
  private static final int SMALL = 16;

  /** How many times as many channels the later stages have. */
  private static final int WIDENING = 4;

  /** So many features at least, so that classes that are added later can be told apart by them. */
  private static final int FEATURES_MIN = 128;

  private Architectures() {}

  /**
   * The candidates of a run, the cheapest to run first.
   *
   * @param trainingImages images of the training part
   * @param mirrored whether a picture and its mirror image mean the same
   */
  public static List<Architecture> candidates(
      ImageShape input, int classes, int trainingImages, boolean mirrored) {
    List<Architecture> candidates = new ArrayList<>();
    candidates.add(dense(input, classes, trainingImages));
    int small = input.channels() == 1 ? SMALL / 2 : SMALL;
    candidates.add(
        convolutional(
            "small convolutional", input, classes, mirrored, small, Architectures::plain));
    candidates.add(
        convolutional(
            "larger convolutional", input, classes, mirrored, 2 * small, Architectures::plain));
    if (trainingImages >= IMAGES_FOR_LARGEST) {
      candidates.add(
          convolutional("residual", input, classes, mirrored, 3 * small, Architectures::residual));
    }
    candidates.sort(Comparator.comparingLong(Architecture::multiplyAdds));
    return List.copyOf(candidates);
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

  /** Two convolutions after each other. */
  private static List<Layer> plain(int channels) {
    return List.of(new Convolution(channels, 3, 1), new BatchNormalisation(), new Relu());
  }

  /** Twice as deep, with a way around. */
  private static List<Layer> residual(int channels) {
    List<Layer> inner = new ArrayList<>(plain(channels));
    inner.addAll(plain(channels));
    return List.of(new Residual(inner));
  }

  private static Architecture convolutional(
      String name,
      ImageShape input,
      int classes,
      boolean mirrored,
      int channels,
      IntFunction<List<Layer>> refinement) {
    List<Layer> layers = new ArrayList<>();
    layers.add(whitening(input));
    Volume volume = layers.getFirst().after(Volume.of(input));
    int side = Math.min(volume.height(), volume.width());
    for (int stage = 0; stage < 3; stage++) {
      int filters = stage == 0 ? channels : WIDENING * channels;
      layers.add(new Convolution(filters, 3, 1));
      // Pooling first leaves a quarter of the values for the normalisation and what follows.
      if (side >= 4) {
        layers.add(new MaxPooling(2));
        side /= 2;
      }
      layers.addAll(List.of(new BatchNormalisation(), new Relu()));
      layers.addAll(refinement.apply(filters));
    }
    if (WIDENING * channels < FEATURES_MIN) {
      layers.add(new Convolution(FEATURES_MIN, 1, 1));
      layers.addAll(List.of(new BatchNormalisation(), new Relu()));
    }
    layers.add(new GlobalMean());
    List<Layer> whole = mirrored ? List.of(new BothWays(layers)) : layers;
    return new Architecture(
        name,
        input,
        classes,
        Stream.concat(whole.stream(), Stream.of(new Dense(classes))).toList());
  }

  /** Small patches; of large pictures larger ones that lie apart, so that fewer pixels are left. */
  private static Whitening whitening(ImageShape input) {
    int pixels = input.height() * input.width();
    int side = Math.min(input.height(), input.width());
    int stride = (int) Math.ceil(Math.sqrt((double) pixels / WORKING_PIXELS_MAX));
    int kernel = Math.min(side, stride == 1 ? 2 : stride + 2);
    int directions = Math.min(kernel * kernel * input.channels(), DIRECTIONS_MAX);
    return new Whitening(kernel, Math.min(stride, kernel), directions);
  }
}
