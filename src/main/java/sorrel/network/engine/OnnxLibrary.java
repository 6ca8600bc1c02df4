package sorrel.network.engine;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's native code, of which a process has one copy.
 *
 * <p>It is unpacked once, where TensorFlow's is too: {@code ~/.javacpp/cache}. By itself ONNX
 * Runtime would unpack it anew for every process, 25 MB among the temporary files, which a process
 * that is killed leaves behind.
 */
final class OnnxLibrary {
  private static final Logger log = LoggerFactory.getLogger(OnnxLibrary.class);

  private OnnxLibrary() {}

  /** Loads it; the first call takes some tenths of a second, later ones nothing. */
  static void load() {
    Loaded.touch();
  }

  /** The JVM runs a class's initialiser once, however many threads ask. */
  private static final class Loaded {
    static {
      long start = System.nanoTime();
      Offline.stay();
      // Otherwise each batch would prepare a second engine, for operations on tensors that ONNX
      // Runtime has no part in; none is used.
      System.setProperty("ai.djl.onnx.disable_alternative", "true");
      String platform = platform();
      unpacked(platform, "onnxruntime");
      System.setProperty(
          "onnxruntime.native.path", unpacked(platform, "onnxruntime4j_jni").getParent());
      // DJL makes the environment of the process, and fails where another has made it.
      Engine.getEngine("OnnxRuntime");
      log.info(
          "ONNX Runtime {} loaded in {} ms",
          OrtEnvironment.getEnvironment().getVersion(),
          Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    static void touch() {}
  }

  private static File unpacked(String platform, String library) {
    String resource = "/ai/onnxruntime/native/" + platform + "/" + System.mapLibraryName(library);
    try {
      return Loader.cacheResource(OrtEnvironment.class, resource);
    } catch (IOException e) {
      throw new UncheckedIOException("ONNX Runtime cannot be unpacked", e);
    }
  }

  /** As ONNX Runtime names it. */
  private static String platform() {
    String system = System.getProperty("os.name").startsWith("Mac") ? "osx" : "linux";
    return system + (System.getProperty("os.arch").equals("aarch64") ? "-aarch64" : "-x64");
  }
}
