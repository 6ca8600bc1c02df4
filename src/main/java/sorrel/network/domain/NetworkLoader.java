package sorrel.network.domain;

import java.nio.file.Path;
import sorrel.kernel.ImageShape;

/** Loads networks, each by one engine. */
public interface NetworkLoader {
  /**
   * Loads a network and runs it once with every batch size it will see, so that no request pays for
   * a first time. Takes from milliseconds to seconds: not for a thread that serves.
   *
   * @param folder the folder of an exported network
   * @param input the pictures it takes
   * @throws IllegalArgumentException if the folder holds no such network
   */
  Network load(Path folder, ImageShape input);
}
