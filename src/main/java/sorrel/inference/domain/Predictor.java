package sorrel.inference.domain;

import java.util.List;
import sorrel.head.domain.Head.Judgement;

/**
 * A version in memory: a network with a head. Several threads may call it at once; each call
 * computes on its own. It holds memory outside the heap until it is closed.
 */
public interface Predictor extends AutoCloseable {
  /**
   * Judges some pictures in one go.
   *
   * @param images uint8 {@code [count, height, width, channel]}, one after the other
   * @param count at least 1
   * @return a judgement for each, in order
   * @throws IllegalArgumentException if the array is not of that size
   * @throws IllegalStateException if it was closed, or the engine failed
   */
  List<Judgement> predict(byte[] images, int count);

  /** Memory that it holds, about, in bytes. */
  long bytes();

  /** Whether closing one of the two would take the network from the other. */
  boolean sharesNetworkWith(Predictor other);

  /** Lets go of the network; calls that still run are waited for. */
  @Override
  void close();
}
