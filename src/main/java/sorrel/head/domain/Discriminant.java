package sorrel.head.domain;

/**
 * Linear discriminant analysis in closed form: every class a normal distribution of its own mean
 * and the spread that all share. Also gives the distances that tell the usual from the strange.
 *
 * <p>The spread is drawn towards a multiple of the identity, so that it can be inverted where
 * pictures are few. Source: Friedman, "Regularized Discriminant Analysis", 1989,
 * https://doi.org/10.1080/01621459.1989.10478752.
 */
final class Discriminant {
  /** A variance below this share of the mean one is taken for rounding. */
  private static final double RELATIVE_FLOOR = 1e-6;

  private final ClassSums sums;
  private final double[] factor;

  private Discriminant(ClassSums sums, double[] factor) {
    this.sums = sums;
    this.factor = factor;
  }

  /**
   * Solves for sums in which every class has pictures.
   *
   * @param shrinkage 0 trusts the spread as it is, 1 takes all directions for alike
   */
  static Discriminant of(ClassSums sums, double shrinkage) {
    double[] spread = sums.spread();
    int n = sums.features();
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += spread[Cholesky.diagonal(i)] / n;
    }
    // Without any spread, which a single picture a class gives, distances are plain ones.
    double unit = mean > 0 ? mean : 1;
    for (int i = 0; i < spread.length; i++) {
      spread[i] *= 1 - shrinkage;
    }
    for (int i = 0; i < n; i++) {
      spread[Cholesky.diagonal(i)] += unit * Math.max(shrinkage, RELATIVE_FLOOR);
    }
    Cholesky.decompose(spread, n);
    return new Discriminant(sums, spread);
  }

  /** The classifier, with every class as likely beforehand as any other. */
  Linear linear() {
    int features = sums.features();
    int classes = sums.classes();
    float[] weights = new float[features * classes];
    float[] offsets = new float[classes];
    for (int c = 0; c < classes; c++) {
      double[] mean = sums.mean(c);
      double[] solved = mean.clone();
      Cholesky.solve(factor, solved);
      double length = 0;
      for (int f = 0; f < features; f++) {
        weights[f * classes + c] = (float) solved[f];
        length += solved[f] * mean[f];
      }
      offsets[c] = (float) (-length / 2);
    }
    return new Linear(weights, offsets);
  }

  /** What {@link Measure#DISTANCE} needs. */
  Distances distances() {
    int features = sums.features();
    double[] inverse = Cholesky.inverse(factor, features);
    float[] whitening = new float[inverse.length];
    for (int i = 0; i < inverse.length; i++) {
      whitening[i] = (float) inverse[i];
    }
    float[] means = new float[sums.classes() * features];
    for (int c = 0; c < sums.classes(); c++) {
      double[] mean = sums.mean(c);
      Cholesky.whiten(factor, mean);
      for (int f = 0; f < features; f++) {
        means[c * features + f] = (float) mean[f];
      }
    }
    return new Distances(whitening, means, features);
  }
}
