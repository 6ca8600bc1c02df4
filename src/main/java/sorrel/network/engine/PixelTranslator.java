package sorrel.network.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import sorrel.kernel.ImageShape;

/** Pixels into a tensor, and features out of the tensors that come back. */
final class PixelTranslator implements NoBatchifyTranslator<DjlNetwork.Images, float[][]> {
  private final ImageShape input;

  PixelTranslator(ImageShape input) {
    this.input = input;
  }

  @Override
  public NDList processInput(TranslatorContext context, DjlNetwork.Images images) {
    Shape shape = new Shape(images.count(), input.height(), input.width(), input.channels());
    ByteBuffer pixels = ByteBuffer.wrap(images.pixels());
    return new NDList(context.getNDManager().create(pixels, shape, DataType.UINT8));
  }

  @Override
  public float[][] processOutput(TranslatorContext context, NDList outputs) {
    NDArray features =
        outputs.stream()
            .filter(one -> one.getName().startsWith("features"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("The network gives no features"));
    float[] values = features.toFloatArray();
    float[][] rows = new float[Math.toIntExact(features.getShape().get(0))][];
    int width = values.length / rows.length;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
    return rows;
  }
}
