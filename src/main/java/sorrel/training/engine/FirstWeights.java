package sorrel.training.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import sorrel.training.domain.Architecture;

/**
 * The numbers a network starts with: weights drawn as in K. He et al., 2015, "Delving deep into
 * rectifiers"; the same seed gives the same numbers.
 */
final class FirstWeights {
  private FirstWeights() {}

  static Checkpoint of(Architecture architecture, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Parameter parameter : Parameter.of(architecture)) {
      float[] numbers = new float[parameter.size()];
      switch (parameter.kind()) {
        case WEIGHTS -> draw(numbers, parameter.size() / parameter.shape().getLast(), random);
        case SCALE, VARIANCE -> Arrays.fill(numbers, 1);
        case OFFSET, MEAN -> Arrays.fill(numbers, 0);
      }
      values.put(parameter.name(), numbers);
      if (parameter.kind().trained()) {
        Optimizer.SLOTS.forEach(
            slot -> values.put(parameter.name() + slot, new float[numbers.length]));
      }
    }
    return new Checkpoint(architecture, new Checkpoint.Position(0, 0, 1), values);
  }

  private static void draw(float[] numbers, int inputs, RandomGenerator random) {
    double deviation = Math.sqrt(2.0 / inputs);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (Math.clamp(random.nextGaussian(), -2, 2) * deviation);
    }
  }
}
