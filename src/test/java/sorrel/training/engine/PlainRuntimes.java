package sorrel.training.engine;

import ai.djl.engine.Engine;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import sorrel.kernel.ImageShape;

/** Runs exported networks as anybody could who has them: nothing of Sorrel's serving is used. */
public final class PlainRuntimes {
  private PlainRuntimes() {}

  /**
   * The outputs of a SavedModel by name, each {@code [image, value]}; 1 stands for true.
   *
   * @param images uint8 {@code [n, height, width, channel]}
   */
  public static Map<String, float[][]> savedModel(Path folder, ImageShape shape, byte[] images) {
    long count = images.length / shape.size();
    Map<String, float[][]> outputs = new HashMap<>();
    try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve");
        TUint8 pixels =
            TUint8.tensorOf(Shape.of(count, shape.height(), shape.width(), shape.channels()))) {
      pixels.asRawTensor().data().write(images);
      try (Result result =
          bundle.function("serving_default").call(Map.<String, Tensor>of("image", pixels))) {
        result.forEach(entry -> outputs.put(entry.getKey(), rows(entry.getValue())));
      }
    }
    return outputs;
  }

  private static float[][] rows(Tensor output) {
    if (output.shape().numDimensions() == 1) {
      float[][] rows = new float[(int) output.shape().get(0)][1];
      for (int i = 0; i < rows.length; i++) {
        rows[i][0] =
            switch (output) {
              case TBool truths -> truths.getBoolean(i) ? 1 : 0;
              case TFloat32 numbers -> numbers.getFloat(i);
              default -> throw new IllegalArgumentException("Neither numbers nor truths");
            };
      }
      return rows;
    }
    TFloat32 tensor = (TFloat32) output;
    float[][] rows = new float[(int) tensor.shape().get(0)][(int) tensor.shape().get(1)];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < rows[i].length; k++) {
        rows[i][k] = tensor.getFloat(i, k);
      }
    }
    return rows;
  }

  /** The same of an ONNX file. */
  public static Map<String, float[][]> onnx(Path file, ImageShape shape, byte[] images) {
    long count = images.length / shape.size();
    // DJL makes the environment of the process, and fails where another has made it.
    Engine.getEngine("OnnxRuntime");
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, float[][]> outputs = new HashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(file.toString(), options);
        OnnxTensor pixels =
            OnnxTensor.createTensor(
                environment,
                ByteBuffer.wrap(images),
                new long[] {count, shape.height(), shape.width(), shape.channels()},
                OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("image", pixels))) {
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> entry : result) {
        outputs.put(entry.getKey(), rows(entry.getValue().getValue()));
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    return outputs;
  }

  private static float[][] rows(Object output) {
    return switch (output) {
      case float[][] rows -> rows;
      case float[] numbers -> {
        float[][] rows = new float[numbers.length][1];
        for (int i = 0; i < rows.length; i++) {
          rows[i][0] = numbers[i];
        }
        yield rows;
      }
      case boolean[] truths -> {
        float[][] rows = new float[truths.length][1];
        for (int i = 0; i < rows.length; i++) {
          rows[i][0] = truths[i] ? 1 : 0;
        }
        yield rows;
      }
      default -> throw new IllegalArgumentException("Neither numbers nor truths");
    };
  }
}
