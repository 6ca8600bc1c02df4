package sorrel.inference.domain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model says of a picture.
 *
 * @param shares every class with its probability, the likeliest first
 * @param unknown whether the model does not know the picture
 * @param version the version that answered
 */
public record Classification(List<Share> shares, boolean unknown, int version) {
  /** Below it no class is likelier than all others together, and naming one would be a guess. */
  static final double KNOWN_MIN = 0.5;

  /** A class with its probability, 0 to 1. */
  public record Share(String label, double probability) {}

  public Classification {
    shares = List.copyOf(shares);
  }

  /**
   * Puts names to a network's outputs.
   *
   * @param labels the classes in the order of the outputs
   * @param probabilities as many, sum 1
   */
  public static Classification of(List<String> labels, float[] probabilities, int version) {
    List<Share> shares =
        IntStream.range(0, probabilities.length)
            .mapToObj(i -> new Share(labels.get(i), rounded(probabilities[i])))
            .sorted(Comparator.comparingDouble(Share::probability).reversed())
            .toList();
    return new Classification(shares, shares.getFirst().probability() < KNOWN_MIN, version);
  }

  /** A float has about seven digits; the rest of a double would only look exact. */
  private static double rounded(float probability) {
    return Math.round(probability * 1e6) / 1e6;
  }

  /** The likeliest class. */
  public Share best() {
    return shares.getFirst();
  }
}
