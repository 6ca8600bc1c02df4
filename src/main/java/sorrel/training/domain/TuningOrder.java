package sorrel.training.domain;

import java.nio.file.Path;
import java.util.Optional;
import sorrel.head.domain.Linear;

/**
 * One round in which a frozen network is trained further.
 *
 * @param name what people call it
 * @param network the file of a SavedModel whose weights are constants, from {@code image} to {@code
 *     features}
 * @param head what this round begins with on its features
 * @param from the checkpoint to go on from; none starts with the network as it is
 * @param to the checkpoint to write, replaced if it exists
 * @param epochs passes over the training part in this round, at least 1
 */
public record TuningOrder(
    String name,
    Path network,
    Linear head,
    Recipe recipe,
    Optional<Path> from,
    Path to,
    int epochs) {
  public TuningOrder {
    if (epochs < 1) {
      throw new IllegalArgumentException("A round has at least 1 epoch: " + epochs);
    }
  }
}
