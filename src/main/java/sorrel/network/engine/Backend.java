package sorrel.network.engine;

import java.nio.file.Path;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;

/** An engine that runs networks. */
public interface Backend {
  /** What it is called, for people. */
  String name();

  /** Whether a folder has the file that it understands. */
  boolean finds(Path folder);

  /**
   * Opens a network.
   *
   * @param folder with the network's files, of which it takes the one it understands
   * @throws IllegalArgumentException if there is no such network in it
   */
  Network open(Path folder, ImageShape input);

  /** Batch sizes up to this one cost much more when they are first seen; 0 if none does. */
  int sizesToMeet();
}
