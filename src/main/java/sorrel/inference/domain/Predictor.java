package sorrel.inference.domain;

/**
 * A loaded network that classifies. Several threads may call it at once; each call computes on its
 * own. It holds memory outside the heap until it is closed.
 */
public interface Predictor extends AutoCloseable {
  /**
   * Classifies some images in one go.
   *
   * @param images uint8 {@code [count, height, width, channel]}, one after the other
   * @param count at least 1
   * @return probabilities {@code [count, classes]}; each row adds up to 1
   * @throws IllegalArgumentException if the array is not of that size
   * @throws IllegalStateException if it was closed, or the engine failed
   */
  float[][] predict(byte[] images, int count);

  /** Lets go of the network; calls that still run are waited for. */
  @Override
  void close();
}
