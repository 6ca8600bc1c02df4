package sorrel.training.engine;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.TensorFlow;

/**
 * TensorFlow's native code, of which a process has one copy for training and serving.
 *
 * <p>TensorFlow reads its environment once, when it is loaded, so what has to be in it is put there
 * just before.
 */
public final class NativeLibrary {
  private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);

  private NativeLibrary() {}

  /**
   * Loads it; the first call takes about two seconds, later ones nothing. Call it before anything
   * of TensorFlow or of DJL is touched.
   */
  public static void load() {
    Loaded.touch();
  }

  /** The JVM runs a class's initialiser once, however many threads ask. */
  private static final class Loaded {
    static {
      long start = System.nanoTime();
      // oneDNN is on by itself only where the processor has neural network instructions; with
      // AVX-512 alone it still trains convolutions twice as fast as the other implementation.
      setEnvironment("TF_ENABLE_ONEDNN_OPTS", "1");
      setEnvironment("TF_CPP_MIN_LOG_LEVEL", "2");
      String library = Loader.load(org.tensorflow.internal.c_api.global.tensorflow.class);
      // Without it DJL looks for a library of its own on the network.
      System.setProperty("TENSORFLOW_LIBRARY_PATH", new File(library).getParent());
      log.info(
          "TensorFlow {} loaded in {} ms",
          TensorFlow.version(),
          Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    static void touch() {}
  }

  /** Sets a variable of the process unless the user has set it; Java can only read them. */
  @SuppressWarnings("restricted") // The launcher's flags allow native access.
  private static void setEnvironment(String name, String value) {
    Linker linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("setenv")
        .ifPresent(
            function -> {
              MethodHandle setenv =
                  linker.downcallHandle(
                      function,
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT,
                          ValueLayout.ADDRESS,
                          ValueLayout.ADDRESS,
                          ValueLayout.JAVA_INT));
              try (Arena arena = Arena.ofConfined()) {
                int failed =
                    (int)
                        setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0);
                if (failed != 0) {
                  log.warn("{} could not be set; training may be slower", name);
                }
              } catch (Throwable e) {
                throw new IllegalStateException("setenv " + name, e);
              }
            });
  }
}
