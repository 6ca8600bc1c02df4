package sorrel.network.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkFiles;

/** SavedModels (tag {@code serve}, signature {@code serving_default}) through DJL. */
public final class TensorFlowBackend implements Backend {
  private final Runnable nativeLibrary;
  private final int batchMax;

  /**
   * An engine for batches of a size.
   *
   * @param nativeLibrary loads TensorFlow's native code, or finds it loaded; DJL would otherwise
   *     look for its own on the network
   * @param batchMax the largest batch that will be asked for
   */
  public TensorFlowBackend(Runnable nativeLibrary, int batchMax) {
    if (batchMax < 1) {
      throw new IllegalArgumentException("A batch has at least 1 image: " + batchMax);
    }
    this.nativeLibrary = nativeLibrary;
    this.batchMax = batchMax;
  }

  @Override
  public String name() {
    return "TensorFlow";
  }

  @Override
  public boolean finds(Path folder) {
    return Files.isRegularFile(folder.resolve(NetworkFiles.SAVED_MODEL));
  }

  @Override
  public Network open(Path folder, ImageShape input) {
    if (!Files.isRegularFile(folder.resolve(NetworkFiles.SAVED_MODEL))) {
      throw new IllegalArgumentException("No exported network in " + folder);
    }
    Offline.stay();
    nativeLibrary.run();
    Model model = Model.newInstance("saved_model", "TensorFlow");
    try {
      model.load(folder, "saved_model", Map.of("Tags", "serve"));
      return new DjlNetwork(model, input);
    } catch (IOException | MalformedModelException e) {
      model.close();
      throw new IllegalArgumentException("No exported network in " + folder, e);
    }
  }

  /** It prepares its operations for each size by itself. */
  @Override
  public int sizesToMeet() {
    return batchMax;
  }
}
