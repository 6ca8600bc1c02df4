package sorrel.inference.domain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import sorrel.head.domain.Head.Judgement;

/**
 * What a model says of a picture.
 *
 * @param shares every class with its probability, the likeliest first
 * @param familiarity the share of known pictures that look at least as strange, 0 to 1
 * @param unknown whether the model does not know the picture
 * @param version the version that answered
 */
public record Classification(List<Share> shares, double familiarity, boolean unknown, int version) {
  /** A class with its probability, 0 to 1. */
  public record Share(String label, double probability) {}

  public Classification {
    shares = List.copyOf(shares);
  }

  /**
   * Puts names to what a head said.
   *
   * @param labels the classes in the order of the probabilities
   * @param unknownThreshold the familiarity below which a picture counts as unknown
   */
  public static Classification of(
      List<String> labels, Judgement judgement, double unknownThreshold, int version) {
    float[] probabilities = judgement.probabilities();
    List<Share> shares =
        IntStream.range(0, probabilities.length)
            .mapToObj(i -> new Share(labels.get(i), rounded(probabilities[i])))
            .sorted(Comparator.comparingDouble(Share::probability).reversed())
            .toList();
    return new Classification(
        shares,
        rounded(judgement.familiarity()),
        judgement.familiarity() < unknownThreshold,
        version);
  }

  /** A float has about seven digits; the rest of a double would only look exact. */
  private static double rounded(float share) {
    return Math.round(share * 1e6) / 1e6;
  }

  /** The likeliest class. */
  public Share best() {
    return shares.getFirst();
  }
}
