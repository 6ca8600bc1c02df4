package sorrel.dataset.domain;

import sorrel.kernel.Sha256;
import sorrel.kernel.Split;

/**
 * The split of a picture by its content: the same picture is on the same side in every import, on
 * every node and after any number of repeats.
 */
public final class StableSplit {
  /** A fifth is held back for the figure that people see. */
  private static final long TESTING_FIFTH = (1L << 32) / 5;

  /** A tenth of training decides. */
  private static final long VALIDATION_TENTH = (1L << 32) / 10;

  private static final int SPLIT_DIGITS = 0;
  private static final int VALIDATION_DIGITS = 8;

  private StableSplit() {}

  /** Four fifths training, one fifth testing, for a picture and all its kin. */
  public static Split of(Sha256 picture) {
    return bits(picture, SPLIT_DIGITS) < TESTING_FIFTH ? Split.TESTING : Split.TRAINING;
  }

  /**
   * Whether a picture of the training split belongs to the validation part, a tenth of it; by other
   * bits of the hash than {@link #of}, so that it is a tenth whoever made the split.
   *
   * @param kin the picture that decides for all that are nearly the same, see {@link Side}
   */
  public static boolean isValidation(Sha256 kin) {
    return bits(kin, VALIDATION_DIGITS) < VALIDATION_TENTH;
  }

  private static long bits(Sha256 picture, int digit) {
    return Long.parseLong(picture.hex(), digit, digit + 8, 16);
  }
}
