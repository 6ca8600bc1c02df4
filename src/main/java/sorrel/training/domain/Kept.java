package sorrel.training.domain;

/**
 * What a new head left of what the old one knew, on check pictures of the old one's classes.
 *
 * @param before pictures that the old head classified rightly, of {@code total}
 * @param after pictures that the new head classifies rightly, of {@code total}
 */
public record Kept(int before, int after, int total) {
  /** The share of pictures that are not right any more on balance; below 0 for a gain. */
  public double lost() {
    return total == 0 ? 0 : (double) (before - after) / total;
  }

  /**
   * What the loss is at least, but for the chance of the check pictures: {@link #lost} less its
   * standard error, as of a count. A few check pictures more or less prove no loss.
   */
  public double surelyLost() {
    return total == 0 ? 0 : lost() - Math.sqrt(Math.abs(before - after)) / total;
  }
}
