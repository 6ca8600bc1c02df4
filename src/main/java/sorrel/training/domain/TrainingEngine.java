package sorrel.training.domain;

import java.nio.file.Path;
import sorrel.head.domain.Linear;
import sorrel.kernel.Part;

/**
 * Trains, scores and exports networks. Calls block for as long as the work takes and may be made
 * from several threads at once; each uses the threads the engine was given.
 */
public interface TrainingEngine {
  /**
   * Trains one candidate for some epochs and writes a checkpoint, which appears under its name only
   * when it is complete. Repeating an order gives the same figures but for the order in which
   * threads add numbers up.
   *
   * @throws java.io.UncheckedIOException if a checkpoint cannot be read or written
   * @throws IllegalArgumentException if order, checkpoint and data do not belong together
   */
  RoundOutcome train(RoundOrder order, TrainingData data, Progress progress);

  /**
   * Classifies every image of a part and counts.
   *
   * @throws java.io.UncheckedIOException if the checkpoint cannot be read
   * @throws IllegalArgumentException if architecture, checkpoint and data do not belong together
   */
  Score score(Architecture architecture, Path checkpoint, TrainingData data, Part part);

  /**
   * The last layer of a network, which turns its features into one number a class.
   *
   * @throws java.io.UncheckedIOException if the checkpoint cannot be read
   */
  Linear head(Architecture architecture, Path checkpoint);

  /**
   * Writes a checkpoint of the same network with another last layer, for as many classes as that
   * has; training begins anew with it.
   *
   * @throws java.io.UncheckedIOException if a checkpoint cannot be read or written
   */
  void graft(Architecture architecture, Path checkpoint, Linear head, Path to);

  /**
   * Writes a network for serving into a folder that does not exist yet, twice: as a SavedModel (tag
   * {@code serve}, signature {@code serving_default}) in {@code saved_model.pb}, and as ONNX in
   * {@code model.onnx}. Both go from {@code image} uint8 {@code [n, height, width, channel]} to
   * {@code features} float {@code [n, features]}, and give the same.
   *
   * @throws java.io.UncheckedIOException if the checkpoint cannot be read or the folder written
   */
  void export(Architecture architecture, Path checkpoint, Path folder);
}
