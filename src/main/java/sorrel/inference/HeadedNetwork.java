package sorrel.inference;

import java.util.Arrays;
import java.util.List;
import sorrel.head.domain.Head;
import sorrel.head.domain.Head.Judgement;
import sorrel.inference.domain.Predictor;
import sorrel.network.domain.Network;

/** A network whose features go to a head. */
record HeadedNetwork(Network network, Head head) implements Predictor {
  @Override
  public List<Judgement> predict(byte[] images, int count) {
    return Arrays.stream(network.features(images, count)).map(head::judge).toList();
  }

  /** The same network under another head: nothing is loaded for it. */
  HeadedNetwork with(Head other) {
    return new HeadedNetwork(network, other);
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
