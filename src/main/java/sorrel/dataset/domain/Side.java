package sorrel.dataset.domain;

import java.util.Optional;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;

/**
 * Where an image stands in every split of a model's pictures.
 *
 * @param kin the picture that decides: the first of those that are nearly the same, in any class
 * @param split training or testing; the validation part follows from the kin, see {@link
 *     StableSplit#isValidation}
 */
public record Side(Sha256 kin, Split split) {
  /**
   * The side of a picture that no other is near.
   *
   * @param stated by whoever brought it
   */
  public static Side alone(Sha256 picture, Optional<Split> stated) {
    return new Side(picture, stated.orElseGet(() -> StableSplit.of(picture)));
  }

  /** The side of a picture whose kin has this one; what is stated of its split goes first. */
  public Side shared(Optional<Split> stated) {
    return new Side(kin, stated.orElse(split));
  }
}
