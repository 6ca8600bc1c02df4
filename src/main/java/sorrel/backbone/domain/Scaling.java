package sorrel.backbone.domain;

import java.util.List;

/**
 * How pixels of 0 to 255 become what a network takes: times a factor plus an offset.
 *
 * @param factor one for all channels, or one for each
 * @param offset one for all channels, or one for each
 */
public record Scaling(List<Double> factor, List<Double> offset) {
  /** To -1..1, as most small networks for photographs take them. */
  public static final Scaling SYMMETRIC = new Scaling(List.of(1 / 127.5), List.of(-1.0));

  public Scaling {
    factor = List.copyOf(factor);
    offset = List.copyOf(offset);
  }

  /**
   * Holds it against what a network takes.
   *
   * @throws BackboneException if numbers are missing or of no use
   */
  public Scaling checked(int channels) {
    check("scale", factor, channels);
    check("offset", offset, channels);
    if (factor.stream().anyMatch(each -> each == 0)) {
      throw new BackboneException("A scale of 0 would make all pictures the same.");
    }
    return this;
  }

  private static void check(String what, List<Double> numbers, int channels) {
    if (numbers.size() != 1 && numbers.size() != channels) {
      throw new BackboneException(
          "The %s needs one number, or one for each of the %d channels, not %d."
              .formatted(what, channels, numbers.size()));
    }
    if (!numbers.stream().allMatch(Double::isFinite)) {
      throw new BackboneException("The %s is not a number that can be used.".formatted(what));
    }
  }
}
