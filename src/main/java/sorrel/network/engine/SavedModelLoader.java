package sorrel.network.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkLoader;

/** Loads SavedModels (tag {@code serve}, signature {@code serving_default}) through DJL. */
public final class SavedModelLoader implements NetworkLoader {
  private final Runnable nativeLibrary;
  private final int batchMax;

  /**
   * A loader for one engine.
   *
   * @param nativeLibrary loads TensorFlow's native code, or finds it loaded; DJL would otherwise
   *     look for its own on the network
   * @param batchMax the largest batch that will be asked for; every size up to it is tried
   */
  public SavedModelLoader(Runnable nativeLibrary, int batchMax) {
    if (batchMax < 1) {
      throw new IllegalArgumentException("A batch has at least 1 image: " + batchMax);
    }
    Offline.stay();
    this.nativeLibrary = nativeLibrary;
    this.batchMax = batchMax;
  }

  @Override
  public Network load(Path savedModelFolder, ImageShape input) {
    nativeLibrary.run();
    if (!Files.isRegularFile(savedModelFolder.resolve("saved_model.pb"))) {
      throw new IllegalArgumentException("No exported network in " + savedModelFolder);
    }
    DjlNetwork network = new DjlNetwork(open(savedModelFolder), input);
    try {
      for (int count = 1; count <= batchMax; count++) {
        network.features(new byte[count * input.size()], count);
      }
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw new IllegalArgumentException("The network does not run: " + savedModelFolder, e);
    }
  }

  private static Model open(Path folder) {
    Model model = Model.newInstance("saved_model", "TensorFlow");
    try {
      model.load(folder, "saved_model", Map.of("Tags", "serve"));
      return model;
    } catch (IOException | MalformedModelException e) {
      model.close();
      throw new IllegalArgumentException("No exported network in " + folder, e);
    }
  }
}
