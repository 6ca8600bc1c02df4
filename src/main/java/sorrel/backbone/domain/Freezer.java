package sorrel.backbone.domain;

import java.nio.file.Path;

/** Brings a network into the form that Sorrel serves. */
public interface Freezer {
  /**
   * Writes the part of a network that leads from uint8 {@code image [n, height, width, channel]} to
   * float {@code features [n, feature]}, with the scaling of pixels inside, in the form it came in:
   * as a SavedModel whose weights are constants, and then as ONNX too where that can be, or as ONNX
   * only. Runs nothing but arithmetic on constants.
   *
   * @param from the network as it came: the folder of a SavedModel, an ONNX file, or a folder with
   *     one
   * @param to a folder that is there, for the network as it will serve
   * @throws BackboneException if it is no such network
   */
  Frozen freeze(Path from, Description said, Path to);
}
