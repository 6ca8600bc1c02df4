package sorrel.backbone.domain;

import java.util.Optional;
import java.util.regex.Pattern;
import sorrel.kernel.ImageShape;

/**
 * What its administrator says of a network that is to be registered.
 *
 * @param name what it is to be called; also that of its folder
 * @param input the pictures it takes; empty if the network says so itself
 * @param inputTensor where they go in; empty if that is plain
 * @param features the output that a head is put on; empty if that is plain
 * @param licence what it may be used for
 * @param source where it is from
 */
public record Description(
    String name,
    Optional<ImageShape> input,
    Scaling scaling,
    Optional<String> inputTensor,
    Optional<String> features,
    Optional<String> licence,
    Optional<String> source) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int TEXT_MAX = 10_000;

  /** Whether it can be the name of a network, and so of a folder. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Looks at what can be seen without the network.
   *
   * @throws BackboneException if something cannot be used
   */
  public void check() {
    if (!isName(name)) {
      throw new BackboneException(
          "A name has at most 64 letters, digits, dots, hyphens and underscores, and begins with a"
              + " letter or a digit: '%s' does not.".formatted(name));
    }
    if (licence.filter(text -> text.length() > TEXT_MAX).isPresent()
        || source.filter(text -> text.length() > TEXT_MAX).isPresent()) {
      throw new BackboneException(
          "Licence and source have at most %,d characters each.".formatted(TEXT_MAX));
    }
  }
}
