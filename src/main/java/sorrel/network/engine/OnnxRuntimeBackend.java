package sorrel.network.engine;

import ai.djl.Device;
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
import sorrel.network.domain.NetworkFiles;

/** ONNX files through DJL's engine for ONNX Runtime. */
public final class OnnxRuntimeBackend implements Backend {
  private final int threads;

  /**
   * An engine with so many threads.
   *
   * @param threads that compute one batch; the caller's is one of them, and each network has the
   *     others for itself
   */
  public OnnxRuntimeBackend(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("A batch needs at least 1 thread: " + threads);
    }
    this.threads = threads;
  }

  @Override
  public String name() {
    return "ONNX Runtime";
  }

  @Override
  public boolean finds(Path folder) {
    return Files.isRegularFile(folder.resolve(NetworkFiles.ONNX));
  }

  @Override
  public Network open(Path folder, ImageShape input) {
    Path file = folder.resolve(NetworkFiles.ONNX);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("No exported network in " + folder);
    }
    OnnxLibrary.load();
    Model model = Model.newInstance(NetworkFiles.ONNX, Device.cpu(), "OnnxRuntime");
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Threads that wait for the next batch would otherwise turn in circles, which takes the
      // processor from training.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      model.load(file, NetworkFiles.ONNX, Map.of("sessionOptions", options));
      return new DjlNetwork(model, input);
    } catch (IOException | MalformedModelException | OrtException e) {
      model.close();
      throw new IllegalArgumentException("No exported network in " + folder, e);
    }
  }

  /** Its operations take any size. */
  @Override
  public int sizesToMeet() {
    return 0;
  }
}
