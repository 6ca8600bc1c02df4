package sorrel.head.domain;

import java.util.Arrays;

/** Features weighted into one number a class. Its numbers are not copied and must not change. */
public final class Linear {
  private final int classes;
  private final float[] weights;
  private final float[] offsets;

  /**
   * Takes the numbers of a dense layer.
   *
   * @param weights {@code [features, classes]}, one row after the other
   * @param offsets added at the end, one a class
   * @throws IllegalArgumentException if the weights are no whole number of rows
   */
  public Linear(float[] weights, float[] offsets) {
    if (offsets.length == 0 || weights.length == 0 || weights.length % offsets.length != 0) {
      throw new IllegalArgumentException(
          weights.length + " weights for " + offsets.length + " classes");
    }
    this.classes = offsets.length;
    this.weights = weights;
    this.offsets = offsets;
  }

  public int classes() {
    return classes;
  }

  public int features() {
    return weights.length / classes;
  }

  /** The weights {@code [features, classes]}; not a copy. */
  public float[] weights() {
    return weights;
  }

  /** What is added for each class; not a copy. */
  public float[] offsets() {
    return offsets;
  }

  /**
   * One number a class; the largest is the class.
   *
   * @throws IllegalArgumentException if the features are not as many as the weights expect
   */
  public float[] logits(float[] features) {
    if (features.length != features()) {
      throw new IllegalArgumentException(features.length + " features instead of " + features());
    }
    float[] logits = offsets.clone();
    for (int f = 0; f < features.length; f++) {
      float x = features[f];
      // Rectified features are mostly nothing.
      if (x != 0) {
        int row = f * classes;
        for (int c = 0; c < classes; c++) {
          logits[c] += x * weights[row + c];
        }
      }
    }
    return logits;
  }

  /** The same classifier, as sure of itself without a temperature as it was with it. */
  Linear dividedBy(double temperature) {
    return new Linear(divided(weights, temperature), divided(offsets, temperature));
  }

  private static float[] divided(float[] numbers, double divisor) {
    float[] divided = new float[numbers.length];
    for (int i = 0; i < divided.length; i++) {
      divided[i] = (float) (numbers[i] / divisor);
    }
    return divided;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Linear linear
        && Arrays.equals(weights, linear.weights)
        && Arrays.equals(offsets, linear.offsets);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(weights) + Arrays.hashCode(offsets);
  }
}
