package sorrel.backbone.domain;

import java.nio.file.Path;

/** Brings a network into the form that Sorrel serves. */
public interface Freezer {
  /**
   * Writes the part of a network that leads from uint8 {@code image [n, height, width, channel]} to
   * float {@code features [n, feature]}, with the scaling of pixels inside, as a SavedModel whose
   * weights are constants, and as ONNX where that can be. Runs nothing but arithmetic on constants.
   *
   * @param from the folder with the network as it came
   * @param to a folder that is there, for the network as it will serve
   * @throws BackboneException if it is no such network
   */
  Frozen freeze(Path from, Description said, Path to);
}
