package sorrel.training.domain;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One round of one candidate.
 *
 * @param from the checkpoint to go on from; none starts with random weights
 * @param to the checkpoint to write, replaced if it exists
 * @param epochs passes over the training part in this round, at least 1
 */
public record RoundOrder(
    Architecture architecture, Recipe recipe, Optional<Path> from, Path to, int epochs) {
  public RoundOrder {
    if (epochs < 1) {
      throw new IllegalArgumentException("A round has at least 1 epoch: " + epochs);
    }
  }
}
