package sorrel.training.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.TrainingData;

/**
 * The numbers a network starts with; the same seed and pictures give the same numbers.
 *
 * <p>Weights are drawn as in K. He et al., 2015, "Delving deep into rectifiers". The first filters
 * of a convolution hand its inputs on unchanged, so that from the start each layer sees what the
 * one before it found (K. Jordan, 2024, https://arxiv.org/abs/2404.00498, section 3.3).
 */
final class FirstWeights {
  private static final Checkpoint.Position START = new Checkpoint.Position(0, 0, 1);

  private FirstWeights() {}

  /**
   * For a network that is to be trained.
   *
   * @param data what a layer that whitens pictures is computed from
   */
  static Checkpoint of(Architecture architecture, long seed, TrainingData data) {
    Map<String, float[]> values = values(architecture, seed);
    for (Parameter parameter : Parameter.of(architecture)) {
      if (parameter.kind() == Parameter.Kind.DIRECTIONS) {
        List<Integer> shape = parameter.shape();
        Whitening whitening = Whitening.of(shape.get(0), shape.get(3) / 2, data);
        String layer = parameter.name().substring(0, parameter.name().lastIndexOf('/'));
        values.put(parameter.name(), whitening.weights());
        values.put(Parameter.name(layer, Parameter.Kind.OFFSET), whitening.offset());
      }
    }
    return new Checkpoint(architecture, START, values);
  }

  /** With everything drawn, where only speed or format matter. */
  static Checkpoint drawn(Architecture architecture, long seed) {
    return new Checkpoint(architecture, START, values(architecture, seed));
  }

  private static Map<String, float[]> values(Architecture architecture, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Parameter parameter : Parameter.of(architecture)) {
      float[] numbers = new float[parameter.size()];
      switch (parameter.kind()) {
        case WEIGHTS, DIRECTIONS -> draw(numbers, inputs(parameter), random);
        case FILTERS -> {
          draw(numbers, inputs(parameter), random);
          handOn(numbers, parameter.shape());
        }
        case SCALE, VARIANCE -> Arrays.fill(numbers, 1);
        case OFFSET, MEAN -> Arrays.fill(numbers, 0);
      }
      values.put(parameter.name(), numbers);
      Optimizer.slots(parameter.kind())
          .forEach(slot -> values.put(parameter.name() + slot, new float[numbers.length]));
    }
    return values;
  }

  private static int inputs(Parameter parameter) {
    return parameter.size() / parameter.shape().getLast();
  }

  private static void draw(float[] numbers, int inputs, RandomGenerator random) {
    double deviation = Math.sqrt(2.0 / inputs);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (Math.clamp(random.nextGaussian(), -2, 2) * deviation);
    }
  }

  /**
   * Makes the first filters copies of their inputs.
   *
   * @param shape {@code [height, width, in, out]}
   */
  private static void handOn(float[] filters, List<Integer> shape) {
    int kernel = shape.get(0);
    int inputs = shape.get(2);
    int outputs = shape.get(3);
    int middle = (kernel / 2 * kernel + kernel / 2) * inputs;
    for (int channel = 0; channel < Math.min(inputs, outputs); channel++) {
      for (int i = channel; i < filters.length; i += outputs) {
        filters[i] = 0;
      }
      filters[(middle + channel) * outputs + channel] = 1;
    }
  }
}
