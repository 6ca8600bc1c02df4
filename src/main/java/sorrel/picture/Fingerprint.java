package sorrel.picture;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a picture looks like in some hundred bytes: equal enough for two pictures that a person
 * takes for the same (saved again, made smaller, cut a little, one frame on), and not for two that
 * are only composed alike.
 *
 * <p>Two tests follow each other. A code of 64 bits says which pictures may be near, and {@link
 * FingerprintIndex} finds those without comparing all; then {@link Likeness} compares the small
 * pictures themselves. Pictures with next to nothing in them have no fingerprint.
 */
public final class Fingerprint {
  /** Bits in which the codes of near pictures differ: a cut off corner turns up to 13. */
  private static final int CODE_APART_MAX = 14;

  /** The same of grey pictures, which must agree more closely. */
  private static final int GREY_CODE_APART_MAX = 6;

  /** Bits of each band of the code that are looked up both ways. */
  private static final int UNSURE_BITS = 3;

  private static final int GREY_UNSURE_BITS = 1;

  private final SmallPicture small;
  private final CosineCode code;

  private Fingerprint(SmallPicture small) {
    this.small = small;
    this.code = CosineCode.of(small, small.hasTints() ? UNSURE_BITS : GREY_UNSURE_BITS);
  }

  /** The fingerprint of an upright picture; empty if there is next to nothing to see. */
  public static Optional<Fingerprint> of(Picture picture) {
    SmallPicture small = SmallPicture.of(picture);
    return small.isFlat() ? Optional.empty() : Optional.of(new Fingerprint(small));
  }

  /**
   * The fingerprint that was written as {@link #bytes}.
   *
   * @throws IllegalArgumentException if it was not
   */
  public static Fingerprint ofBytes(byte[] bytes) {
    return new Fingerprint(SmallPicture.ofBytes(bytes));
  }

  /** All of it, 256 bytes for a grey picture and 288 for one in colour. */
  public byte[] bytes() {
    return small.bytes();
  }

  /** The code; those of near pictures differ in {@link #codeApartMax} bits at most. */
  public long code() {
    return code.bits();
  }

  /** Bits in which the codes of pictures that are near this one differ at most. */
  public int codeApartMax() {
    return small.hasTints() ? CODE_APART_MAX : GREY_CODE_APART_MAX;
  }

  /** The bits of the code that a small change of the picture turns first. */
  long unsure() {
    return code.unsure();
  }

  /** Whether the other picture is nearly the same; the order does not matter. */
  public boolean isNear(Fingerprint other) {
    return Long.bitCount(code() ^ other.code()) <= Math.min(codeApartMax(), other.codeApartMax())
        && Likeness.isNear(small, other.small);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint print && Arrays.equals(bytes(), print.bytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes());
  }
}
