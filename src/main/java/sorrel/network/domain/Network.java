package sorrel.network.domain;

/**
 * A loaded network that turns pictures into features. Several threads may call it at once; each
 * call computes on its own. It holds memory outside the heap until it is closed.
 */
public interface Network extends AutoCloseable {
  /**
   * The features of some images, in one go.
   *
   * @param images uint8 {@code [count, height, width, channel]}, one after the other
   * @param count at least 1
   * @return {@code [count, features]}
   * @throws IllegalArgumentException if the array is not of that size
   * @throws IllegalStateException if it was closed, or the engine failed
   */
  float[][] features(byte[] images, int count);

  /** Lets go of the network; calls that still run are waited for. */
  @Override
  void close();
}
