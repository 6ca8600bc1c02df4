package sorrel.picture;

/**
 * Which pixels of a file are kept while decoding: every {@code step}-th column and row, the middle
 * one of each step.
 */
record Thinning(int width, int height, int step) {
  /** Kept pixels for each wanted one in each direction, so that averaging still has enough. */
  private static final int OVERSAMPLING = 4;

  /**
   * @param sideWanted the longest side of the model's input, or 0 to keep every pixel; the shorter
   *     side of what is kept has at least {@code 4 * sideWanted} pixels where the file has them
   */
  static Thinning of(int width, int height, int sideWanted) {
    long kept = (long) sideWanted * OVERSAMPLING;
    int step = kept <= 0 ? 1 : (int) Math.max(1, Math.min(width, height) / kept);
    return new Thinning(width, height, step);
  }

  int offset() {
    return step / 2;
  }

  int keptWidth() {
    return (width - offset() + step - 1) / step;
  }

  int keptHeight() {
    return (height - offset() + step - 1) / step;
  }
}
