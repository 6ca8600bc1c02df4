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
  /**
   * What takes less than half a millisecond is not worth waking other threads for: the pictures of
   * many callers then pass each other on as many threads.
   */
  private static final long WORTH_SHARING = 500_000;

  private static final int TRIES = 5;

  private final int threads;

  /**
   * An engine with so many threads.
   *
   * @param threads that compute one batch of a network that takes long; the caller's is one of
   *     them, and each network has the others for itself
   */
  public OnnxRuntimeBackend(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("A batch needs at least 1 thread: " + threads);
    }
    this.threads = threads;
  }

  /** Loads the native code, which the first network would wait for; may be repeated. */
  public static void prepare() {
    OnnxLibrary.load();
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
    DjlNetwork alone = open(file, input, 1);
    if (threads == 1 || lone(alone, input) < WORTH_SHARING) {
      return alone;
    }
    alone.close();
    return open(file, input, threads);
  }

  /** Nanoseconds of one picture, the shortest of a few. */
  private static long lone(Network network, ImageShape input) {
    long least = Long.MAX_VALUE;
    byte[] picture = new byte[input.size()];
    for (int i = 0; i < TRIES; i++) {
      long began = System.nanoTime();
      network.features(picture, 1);
      least = Math.min(least, System.nanoTime() - began);
    }
    return least;
  }

  private static DjlNetwork open(Path file, ImageShape input, int threads) {
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
      throw new IllegalArgumentException("No exported network in " + file.getParent(), e);
    }
  }

  /** Its operations take any size. */
  @Override
  public int sizesToMeet() {
    return 0;
  }
}
