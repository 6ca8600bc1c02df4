package sorrel.training.engine;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.IntStream;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.TrainingData;

/** Noisy pictures whose class is the quarter that is brighter; easy for any network. */
public final class SyntheticPictures {
  public static final int CLASSES = 4;

  private SyntheticPictures() {}

  /** As many training pictures as asked for, and a quarter of that for each other part. */
  public static TrainingData of(ImageShape shape, int training) {
    int other = Math.max(4, training / 4);
    int count = training + 2 * other;
    byte[] pixels = new byte[count * shape.size()];
    int[] labels = new int[count];
    Random random = new Random(42);
    int at = 0;
    for (int image = 0; image < count; image++) {
      labels[image] = image % CLASSES;
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          int quarter = 2 * (2 * y / shape.height()) + 2 * x / shape.width();
          for (int channel = 0; channel < shape.channels(); channel++) {
            pixels[at++] = (byte) (random.nextInt(100) + (quarter == labels[image] ? 100 : 40));
          }
        }
      }
    }
    return new TrainingData(
        shape,
        MemorySegment.ofArray(pixels),
        labels,
        IntStream.range(0, training).toArray(),
        IntStream.range(training, training + other).toArray(),
        IntStream.range(training + other, count).toArray());
  }
}
