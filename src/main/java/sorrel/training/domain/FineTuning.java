package sorrel.training.domain;

import java.nio.file.Path;
import sorrel.head.domain.Linear;

/**
 * Trains frozen networks further, which came from elsewhere or from an earlier model. Calls block
 * for as long as the work takes and may be made from several threads at once.
 */
public interface FineTuning {
  /**
   * Trains the later layers of a network and the head on it for some epochs and writes a
   * checkpoint, which appears under its name only when it is complete.
   *
   * @throws java.io.UncheckedIOException if a file cannot be read or written
   * @throws IllegalArgumentException if order, checkpoint and data do not belong together
   */
  RoundOutcome train(TuningOrder order, TrainingData data, Progress progress);

  /**
   * The head that was trained with a network.
   *
   * @param network the file of the network as it was before
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  Linear head(Path network, Path checkpoint);

  /**
   * Writes the network with its new numbers into a folder that does not exist yet: as a SavedModel,
   * and as ONNX where all of its operations have a counterpart there.
   *
   * @param network the file of the network as it was before
   * @throws java.io.UncheckedIOException if a file cannot be read or written
   */
  void export(Path network, Path checkpoint, Path folder);
}
