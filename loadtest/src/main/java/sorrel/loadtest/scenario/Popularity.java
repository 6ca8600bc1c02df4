package sorrel.loadtest.scenario;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/** How often each of many models is asked. */
public enum Popularity {
  /**
   * The k-th as often as 1/k, as pages and files are asked for. Source: Breslau et al., "Web
   * Caching and Zipf-like Distributions", 1999, https://doi.org/10.1109/INFCOM.1999.749260.
   */
  SOME_OFTEN("some often, most rarely") {
    @Override
    double weight(int model) {
      return 1.0 / (model + 1);
    }
  },
  EVEN("each as often") {
    @Override
    double weight(int model) {
      return 1;
    }
  };

  private static final long SEED = 1;

  private final String words;

  Popularity(String words) {
    this.words = words;
  }

  abstract double weight(int model);

  /** For people. */
  public String words() {
    return words;
  }

  /** Draws one of so many models after the other, by their number from 0; the same each time. */
  public IntSupplier among(int count) {
    double[] upTo = new double[count];
    Arrays.setAll(upTo, this::weight);
    Arrays.parallelPrefix(upTo, Double::sum);
    SplittableRandom random = new SplittableRandom(SEED);
    return () -> fallenTo(upTo, random.nextDouble(upTo[count - 1]));
  }

  private static int fallenTo(double[] upTo, double number) {
    int found = Arrays.binarySearch(upTo, number);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
