package sorrel.training.engine;

import java.nio.file.Path;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import sorrel.kernel.Part;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.TrainingData;

/** What the graph that scores makes of images, before anything is folded or exported. */
public final class ScoredProbabilities {
  private ScoredProbabilities() {}

  /** Probabilities {@code [image, class]} of a part. */
  public static float[][] of(Architecture network, Path checkpoint, TrainingData data, Part part) {
    int count = data.count(part);
    byte[] bytes = new byte[count * data.shape().size()];
    for (int i = 0; i < count; i++) {
      data.read(data.image(part, i), bytes, i * data.shape().size());
    }
    Shape shape =
        Shape.of(count, data.shape().height(), data.shape().width(), data.shape().channels());
    try (ScoringGraph graph = new ScoringGraph(network);
        Session session =
            new Sessions(new TrainingThreads(2), Precision.FLOAT32).scoring(graph.graph());
        TUint8 images = TUint8.tensorOf(shape)) {
      graph.variables().restore(session, Checkpoint.read(checkpoint, network));
      images.asRawTensor().data().write(bytes);
      float[][] rows = new float[count][network.classes()];
      try (Result result =
          session.runner().feed(graph.pixels, images).fetch(graph.probabilities).run()) {
        TFloat32 got = (TFloat32) result.get(0);
        for (int i = 0; i < count; i++) {
          for (int k = 0; k < rows[i].length; k++) {
            rows[i][k] = got.getFloat(i, k);
          }
        }
      }
      return rows;
    }
  }
}
