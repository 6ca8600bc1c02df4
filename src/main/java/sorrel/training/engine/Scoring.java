package sorrel.training.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Part;
import sorrel.training.domain.Score;
import sorrel.training.domain.TrainingData;

/** Classifies a part of the images and counts what came out. */
final class Scoring {
  /** Values of one batch's images, which bounds the memory a pass takes. */
  private static final int BATCH_VALUES = 1 << 20;

  private static final int BATCH_MAX = 256;

  private Scoring() {}

  /** Counts all images of a part, or those before {@code cancelled} turned true. */
  static Score score(
      Session session,
      Operand<TUint8> pixels,
      Operand<TInt64> predicted,
      TrainingData data,
      Part part,
      int classes,
      BooleanSupplier cancelled) {
    ImageShape shape = data.shape();
    int size = Math.clamp(BATCH_VALUES / shape.size(), 1, BATCH_MAX);
    int[][] confusion = new int[classes][classes];
    int total = 0;
    for (int first = 0; first < data.count(part) && !cancelled.getAsBoolean(); first += size) {
      int count = Math.min(size, data.count(part) - first);
      byte[] bytes = new byte[count * shape.size()];
      for (int i = 0; i < count; i++) {
        data.read(data.image(part, first + i), bytes, i * shape.size());
      }
      try (TUint8 batch =
          TUint8.tensorOf(Shape.of(count, shape.height(), shape.width(), shape.channels()))) {
        batch.asRawTensor().data().write(bytes);
        try (Result result = session.runner().feed(pixels, batch).fetch(predicted).run()) {
          TInt64 got = (TInt64) result.get(0);
          for (int i = 0; i < count; i++) {
            confusion[data.label(data.image(part, first + i))][(int) got.getLong(i)]++;
          }
        }
      }
      total += count;
    }
    return score(confusion, total);
  }

  private static Score score(int[][] confusion, int total) {
    int right = 0;
    List<List<Integer>> rows = new ArrayList<>(confusion.length);
    for (int i = 0; i < confusion.length; i++) {
      right += confusion[i][i];
      rows.add(Arrays.stream(confusion[i]).boxed().toList());
    }
    return new Score(right, total, rows);
  }
}
