package sorrel.inference;

import java.util.List;
import java.util.stream.IntStream;
import sorrel.head.domain.Head;
import sorrel.head.domain.Head.Judgement;
import sorrel.head.domain.Look;
import sorrel.head.domain.Traits;
import sorrel.inference.domain.Predictor;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;

/**
 * A network whose features go to a head.
 *
 * @param bytes of memory that it holds, about
 */
record HeadedNetwork(Network network, ImageShape input, Head head, long bytes)
    implements Predictor {
  @Override
  public List<Judgement> predict(byte[] images, int count) {
    float[][] features = network.features(images, count);
    return IntStream.range(0, count)
        .mapToObj(
            i -> head.judge(new Traits(features[i], Look.of(images, i * input.size(), input))))
        .toList();
  }

  /** The same network under another head: nothing is loaded for it. */
  HeadedNetwork with(Head other) {
    return new HeadedNetwork(network, input, other, bytes);
  }

  @Override
  public boolean sharesNetworkWith(Predictor other) {
    return other instanceof HeadedNetwork headed && headed.network == network;
  }

  @Override
  public void close() {
    network.close();
  }
}
