package sorrel.training.domain;

import java.nio.file.Path;
import sorrel.head.domain.Linear;

/**
 * Joins a frozen network and a head into one graph that runs anywhere, from {@code image} uint8
 * {@code [n, height, width, channel]} to {@code features} float {@code [n, features]}, {@code
 * logits} float {@code [n, classes]} and {@code probabilities} of the same size: the logits divided
 * by the head's temperature, through softmax.
 *
 * <p>All throw {@link java.io.UncheckedIOException} if a file cannot be read or written, and {@link
 * IllegalArgumentException} if it holds no frozen network.
 */
public interface WholeNetworks {
  /**
   * As a SavedModel (tag {@code serve}, signature {@code serving_default}).
   *
   * @param network the file of a network whose weights are constants
   * @param folder where it is written; does not exist yet
   */
  void savedModel(Path network, Linear head, double temperature, Path folder);

  /**
   * As ONNX.
   *
   * @param network the file of a network
   * @param file where it is written
   */
  void onnx(Path network, Linear head, double temperature, Path file);
}
