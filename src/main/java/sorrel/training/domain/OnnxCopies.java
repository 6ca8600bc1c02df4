package sorrel.training.domain;

import java.nio.file.Path;

/** Writes networks a second time, in another format. */
@FunctionalInterface
public interface OnnxCopies {
  /**
   * Writes a SavedModel as ONNX if all of its operations have a counterpart there, else nothing.
   *
   * @param savedModel the file of a network whose weights are constants
   * @param onnx the file to write
   * @throws java.io.UncheckedIOException if a file cannot be read or written
   */
  void write(Path savedModel, Path onnx);
}
