package sorrel.training.engine;

import sorrel.kernel.ImageShape;
import sorrel.kernel.Part;
import sorrel.training.domain.TrainingData;

/**
 * The numbers of a layer that whitens pictures: the principal directions of patches of training
 * pictures, each divided by its deviation, with both signs.
 *
 * @param weights {@code [height, width, in, out]}
 * @param offset takes the mean patch away, {@code [out]}
 */
record Whitening(float[] weights, float[] offset) {
  /** Pictures looked at, spread evenly over the training part. */
  private static final int PICTURES_MAX = 5_000;

  /** Products of values summed up, which bounds the time to about a second. */
  private static final double PRODUCTS_MAX = 5e8;

  /** A share of the mean variance, so that directions that hardly vary are not blown up. */
  private static final double FLOOR = 1e-3;

  /**
   * Computes them from training pictures.
   *
   * @param kernel side of the patches
   * @param directions how many, those with the largest variance
   */
  static Whitening of(int kernel, int directions, TrainingData data) {
    int size = kernel * kernel * data.shape().channels();
    double[] mean = new double[size];
    double[][] covariance = covariance(kernel, data, mean);
    double variance = 0;
    for (int i = 0; i < size; i++) {
      variance += covariance[i][i] / size;
    }
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    float[] weights = new float[size * 2 * directions];
    float[] offset = new float[2 * directions];
    for (int direction = 0; direction < directions; direction++) {
      double[] vector = eigen.vectors()[direction];
      // A picture of one colour throughout has no variance at all.
      double floor = FLOOR * variance + 1e-12;
      double factor = 1 / Math.sqrt(Math.max(0, eigen.values()[direction]) + floor);
      double atMean = 0;
      for (int i = 0; i < size; i++) {
        double weight = factor * vector[i];
        weights[(2 * i) * directions + direction] = (float) weight;
        weights[(2 * i + 1) * directions + direction] = (float) -weight;
        atMean += weight * mean[i];
      }
      offset[direction] = (float) -atMean;
      offset[directions + direction] = (float) atMean;
    }
    return new Whitening(weights, offset);
  }

  /** Also fills in the mean patch. */
  private static double[][] covariance(int kernel, TrainingData data, double[] mean) {
    ImageShape shape = data.shape();
    int size = mean.length;
    double[][] products = new double[size][size];
    byte[] picture = new byte[shape.size()];
    double[] patch = new double[size];
    int pictures = Math.min(PICTURES_MAX, data.count(Part.TRAINING));
    int places = (shape.height() - kernel + 1) * (shape.width() - kernel + 1);
    // Patches of each picture are spread evenly, and lie elsewhere in the next picture.
    double patches = PRODUCTS_MAX / ((double) pictures * size * size / 2);
    int apart = (int) Math.ceil(places / Math.max(1, patches));
    long count = 0;
    for (int n = 0; n < pictures; n++) {
      int chosen = (int) ((long) n * data.count(Part.TRAINING) / pictures);
      data.read(data.image(Part.TRAINING, chosen), picture, 0);
      for (int place = n % apart; place < places; place += apart) {
        read(picture, shape, kernel, place, patch);
        for (int i = 0; i < size; i++) {
          mean[i] += patch[i];
          for (int j = 0; j <= i; j++) {
            products[i][j] += patch[i] * patch[j];
          }
        }
        count++;
      }
    }
    for (int i = 0; i < size; i++) {
      mean[i] /= count;
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = products[i][j] / count - mean[i] * mean[j];
        products[j][i] = products[i][j];
      }
    }
    return products;
  }

  private static void read(
      byte[] picture, ImageShape shape, int kernel, int place, double[] patch) {
    int columns = shape.width() - kernel + 1;
    int at = 0;
    for (int y = place / columns; y < place / columns + kernel; y++) {
      int from = (y * shape.width() + place % columns) * shape.channels();
      for (int i = 0; i < kernel * shape.channels(); i++) {
        patch[at++] = (picture[from + i] & 0xff) / 127.5 - 1;
      }
    }
  }
}
