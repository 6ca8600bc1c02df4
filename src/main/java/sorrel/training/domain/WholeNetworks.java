package sorrel.training.domain;

import java.nio.file.Path;
import sorrel.head.domain.Head;
import sorrel.kernel.ImageShape;

/**
 * Joins a frozen network and a head into one graph that runs anywhere, from {@code image} uint8
 * {@code [n, height, width, channel]} to {@code features} float {@code [n, features]}, {@code
 * logits} float {@code [n, classes]}, {@code probabilities} of the same size: the logits divided by
 * the head's temperature, through softmax; {@code familiarity} float {@code [n]}: of known
 * pictures, the share that looks at least as strange; {@code unknown} bool {@code [n]}: whether
 * that is too little.
 *
 * <p>All throw {@link java.io.UncheckedIOException} if a file cannot be read or written, and {@link
 * IllegalArgumentException} if it holds no frozen network.
 */
public interface WholeNetworks {
  /**
   * What comes on top of a network.
   *
   * @param takes the pictures that the network takes
   * @param unknownBelow the familiarity below which a picture counts as unknown, 0 to 1
   */
  record Top(Head head, ImageShape takes, double unknownBelow) {}

  /**
   * As a SavedModel (tag {@code serve}, signature {@code serving_default}).
   *
   * @param network the file of a network whose weights are constants
   * @param folder where it is written; does not exist yet
   */
  void savedModel(Path network, Top top, Path folder);

  /**
   * As ONNX.
   *
   * @param network the file of a network
   * @param file where it is written
   */
  void onnx(Path network, Top top, Path file);
}
