package sorrel.kernel;

/**
 * A measured fraction with the range that holds the true one with 95 % confidence.
 *
 * @param value the measured fraction, 0 to 1
 * @param low the lower end, 0 to 1
 * @param high the upper end, 0 to 1
 */
public record Interval(double value, double low, double high) {
  /** The normal deviate of a two-sided 95 % interval. */
  private static final double Z = 1.959963984540054;

  /**
   * Wilson's score interval for {@code right} of {@code total} (E. B. Wilson, 1927, "Probable
   * inference, the law of succession, and statistical inference").
   *
   * @throws IllegalArgumentException unless {@code 0 <= right <= total} and {@code total > 0}
   */
  public static Interval wilson(long right, long total) {
    if (total <= 0 || right < 0 || right > total) {
      throw new IllegalArgumentException(right + " of " + total);
    }
    double share = (double) right / total;
    double z2 = Z * Z / total;
    double centre = (share + z2 / 2) / (1 + z2);
    double half = Z / (1 + z2) * Math.sqrt(share * (1 - share) / total + z2 / (4 * total));
    return new Interval(
        share,
        right == 0 ? 0 : Math.max(0, centre - half),
        right == total ? 1 : Math.min(1, centre + half));
  }
}
