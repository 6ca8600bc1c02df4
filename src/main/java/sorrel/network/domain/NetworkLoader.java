package sorrel.network.domain;

import java.nio.file.Path;
import sorrel.kernel.ImageShape;

/** Loads networks. */
public interface NetworkLoader {
  /**
   * Loads a network and runs it, so that no request pays for a first time. Takes from milliseconds
   * to seconds: not for a thread that serves.
   *
   * @param folder the folder of an exported network, with {@link NetworkFiles}
   * @param input the pictures it takes
   * @throws IllegalArgumentException if the folder holds no such network
   */
  Network load(Path folder, ImageShape input);
}
