package sorrel.network.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkLoader;

/** Loads {@code model.onnx} through DJL's engine for ONNX Runtime. */
public final class OnnxLoader implements NetworkLoader {
  /** What the file is called. */
  public static final String FILE = "model.onnx";

  private final int threads;

  /**
   * A loader for one engine.
   *
   * @param threads that compute one batch; the caller's is one of them, and each network has the
   *     others for itself
   */
  public OnnxLoader(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("A batch needs at least 1 thread: " + threads);
    }
    this.threads = threads;
  }

  @Override
  public Network load(Path folder, ImageShape input) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("No exported network in " + folder);
    }
    DjlNetwork network = new DjlNetwork(open(file), input);
    try {
      network.features(new byte[input.size()], 1);
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw new IllegalArgumentException("The network does not run: " + file, e);
    }
  }

  private Model open(Path file) {
    OnnxLibrary.load();
    Model model = Model.newInstance(FILE, "OnnxRuntime");
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Threads that wait for the next batch would otherwise turn in circles, which takes the
      // processor from training.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      model.load(file, FILE, Map.of("sessionOptions", options));
      return model;
    } catch (IOException | MalformedModelException | OrtException e) {
      model.close();
      throw new IllegalArgumentException("No exported network in " + file, e);
    }
  }
}
