package sorrel.inference.domain;

import java.nio.file.Path;
import sorrel.kernel.ImageShape;

/** Loads networks for serving, each by one engine. */
public interface PredictorLoader {
  /**
   * Loads a network and runs it once with every batch size it will see, so that no request pays for
   * a first time. Takes from milliseconds to seconds: not for a thread that serves.
   *
   * @param savedModelFolder the folder of an exported version
   * @param input the pictures it takes
   * @param classes how many probabilities it gives
   * @throws IllegalArgumentException if the folder holds no such network
   */
  Predictor load(Path savedModelFolder, ImageShape input, int classes);
}
