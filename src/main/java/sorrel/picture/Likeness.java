package sorrel.picture;

/**
 * Whether two small pictures show the same.
 *
 * <p>In colour, the tints must agree, and so must the structure of each part of the picture for
 * itself, as in Z. Wang et al., "Image Quality Assessment: From Error Visibility to Structural
 * Similarity" (2004): over the whole, a common frame or background would outweigh what is shown.
 * Before that, a shift or stretch of up to a cell is taken out by the least squares of B. Lucas and
 * T. Kanade (1981), since cutting off an edge moves everything a little. Grey pictures lack the
 * evidence of colour, and written digits differ by less than such a shift: their levels must agree
 * closely, as they are.
 *
 * <p>The thresholds are from what copies of photographs differ by and what different photographs
 * and digits share; figures are in the measurements.
 */
final class Likeness {
  /** The least correlation of two grey pictures' levels. */
  private static final double GREY_MIN = 0.992;

  /** Below this correlation no small shift makes two pictures agree. */
  private static final double COLOUR_MIN = 0.75;

  /** The least likeness of parts, by their number and by what there is in them. */
  private static final double PARTS_MIN = 0.86;

  /** Levels by which any tint may differ, halved as they are. */
  private static final int TINT_APART_MAX = 10;

  private Likeness() {}

  static boolean isNear(SmallPicture one, SmallPicture other) {
    if (!one.hasTints() || !other.hasTints()) {
      return correlation(one, other) >= GREY_MIN;
    }
    return sameTints(one, other)
        && correlation(one, other) >= COLOUR_MIN
        && Alignment.of(one, other).likenessOfParts() >= PARTS_MIN;
  }

  private static boolean sameTints(SmallPicture one, SmallPicture other) {
    for (int i = 0; i < SmallPicture.TINTS; i++) {
      if (Math.abs(one.tint(i) - other.tint(i)) > TINT_APART_MAX) {
        return false;
      }
    }
    return true;
  }

  private static double correlation(SmallPicture one, SmallPicture other) {
    byte[] left = one.bytes();
    byte[] right = other.bytes();
    int products = 0;
    for (int i = 0; i < SmallPicture.CELLS; i++) {
      products += (left[i] & 0xFF) * (right[i] & 0xFF);
    }
    double common = products - (double) SmallPicture.CELLS * one.mean() * other.mean();
    return common / ((double) one.length() * other.length());
  }
}
