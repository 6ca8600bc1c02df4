package sorrel.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import sorrel.kernel.ImageShape;

/** Pixels into a tensor, and probabilities out of the tensors that come back. */
final class PixelTranslator implements NoBatchifyTranslator<DjlPredictor.Images, float[][]> {
  private final ImageShape input;
  private final int classes;

  PixelTranslator(ImageShape input, int classes) {
    this.input = input;
    this.classes = classes;
  }

  @Override
  public NDList processInput(TranslatorContext context, DjlPredictor.Images images) {
    Shape shape = new Shape(images.count(), input.height(), input.width(), input.channels());
    ByteBuffer pixels = ByteBuffer.wrap(images.pixels());
    return new NDList(context.getNDManager().create(pixels, shape, DataType.UINT8));
  }

  @Override
  public float[][] processOutput(TranslatorContext context, NDList outputs) {
    NDArray probabilities =
        outputs.stream()
            .filter(one -> one.getName().startsWith("probabilities"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("The network gives no probabilities"));
    float[] values = probabilities.toFloatArray();
    float[][] rows = new float[values.length / classes][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * classes, (i + 1) * classes);
    }
    return rows;
  }
}
