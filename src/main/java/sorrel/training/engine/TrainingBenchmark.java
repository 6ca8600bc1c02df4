package sorrel.training.engine;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.Layer;
import sorrel.training.domain.Recipe;

/**
 * Measures how fast a convolutional network is trained, beside what the processor can do at most in
 * the same minute, a product of large matrices, and beside DJL's trainer on PyTorch where that is
 * there.
 *
 * <p>The network is fixed, so that figures of different machines and days compare: three blocks of
 * 64, 256 and 256 channels on 32x32 colour pictures, each convolution, pooling, normalisation,
 * activation, convolution, normalisation, activation.
 */
public final class TrainingBenchmark {
  private static final ImageShape INPUT = new ImageShape(32, 32, 3);
  private static final int CLASSES = 10;
  private static final int BATCH = 128;
  private static final int MATRIX = 2048;
  private static final int PRODUCTS = 6;

  /** Steps before measuring, in which the library plans and memory is taken. */
  private static final int WARM_UP = 3;

  /** How often each is measured. */
  private static final int TURNS = 3;

  private static final String TRAINING = "training";
  private static final String PYTORCH = "DJL-PyTorch training";

  /**
   * One measurement.
   *
   * @param name what was measured
   * @param imagesPerSecond median over the steps; 0 where no images are learned from
   * @param gigaflops 10^9 additions and multiplications a second
   */
  public record Row(String name, double imagesPerSecond, double gigaflops) {}

  private final Sessions sessions;

  /** Measures with so many threads in the given precision. */
  public TrainingBenchmark(TrainingThreads threads, Precision precision) {
    NativeLibrary.load();
    this.sessions = new Sessions(threads, precision);
  }

  /** The network of the benchmark. */
  public static Architecture network() {
    List<Layer> layers = new ArrayList<>();
    for (int filters : new int[] {64, 256, 256}) {
      layers.add(new Layer.Convolution(filters, 3, 1));
      layers.add(new Layer.MaxPooling(2));
      layers.addAll(List.of(new Layer.BatchNormalisation(), new Layer.Relu()));
      layers.add(new Layer.Convolution(filters, 3, 1));
      layers.addAll(List.of(new Layer.BatchNormalisation(), new Layer.Relu()));
    }
    layers.addAll(List.of(new Layer.GlobalMean(), new Layer.Dense(CLASSES)));
    return new Architecture("benchmark", INPUT, CLASSES, layers);
  }

  /**
   * Measures the peak and the trainings in turns, since other programs may take a part of the
   * machine at any time; the last turn ends with another peak.
   *
   * @param steps to measure, at least 1 a turn; each takes a second or so on two cores
   */
  public List<Row> run(int steps) {
    int inTurn = Math.max(1, steps / TURNS);
    List<Row> rows = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      rows.add(peak());
      rows.add(training(network(), inTurn));
      if (PyTorchTraining.isThere()) {
        rows.add(pyTorch(network(), inTurn));
      }
    }
    rows.add(peak());
    return rows;
  }

  /** Prints a table of {@link #run}; shares are of the largest peak. */
  public void print(int steps, PrintStream out) {
    List<Row> rows = run(steps);
    double peak =
        rows.stream()
            .filter(row -> row.imagesPerSecond() == 0)
            .mapToDouble(Row::gigaflops)
            .max()
            .orElse(0);
    out.printf(
        "%d threads, %s, batch %d%n", sessions.threads().intraOp(), sessions.precision(), BATCH);
    out.printf("%-24s %10s %10s %10s%n", "", "images/s", "GFLOP/s", "of peak");
    for (Row row : rows) {
      String images = row.imagesPerSecond() == 0 ? "" : "%.0f".formatted(row.imagesPerSecond());
      out.printf(
          "%-24s %10s %10.0f %9.0f%%%n",
          row.name(), images, row.gigaflops(), 100 * row.gigaflops() / peak);
    }
    if (PyTorchTraining.isThere()) {
      out.printf(
          "%.2f times DJL's trainer on PyTorch, by the medians of the turns%n",
          median(rows, TRAINING) / median(rows, PYTORCH));
    } else {
      out.println(
          "Not compared with DJL's trainer on PyTorch: build with ./mvnw -Ppytorch package for it.");
    }
  }

  private static double median(List<Row> rows, String name) {
    double[] speeds =
        rows.stream()
            .filter(row -> row.name().equals(name))
            .mapToDouble(Row::imagesPerSecond)
            .sorted()
            .toArray();
    return speeds[speeds.length / 2];
  }

  private Row training(Architecture network, int steps) {
    Recipe recipe = new Recipe(1, BATCH, 0.001, 0.01, Augmentation.NONE, 0, 1);
    Shape shape = Shape.of(BATCH, INPUT.height(), INPUT.width(), INPUT.channels());
    byte[] noise = new byte[BATCH * INPUT.size()];
    new Random(1).nextBytes(noise);
    try (TrainingGraph graph = new TrainingGraph(new GeneratedNetwork(network), recipe, BATCH);
        Session session = sessions.training(graph.graph());
        TUint8 pixels = TUint8.tensorOf(shape);
        TInt32 labels = TInt32.tensorOf(Shape.of(BATCH));
        TFloat32 small = TFloat32.scalarOf(0.001f);
        TFloat32 one = TFloat32.scalarOf(1)) {
      graph.variables().restore(session, FirstWeights.drawn(network, 1));
      pixels.asRawTensor().data().write(noise);
      double seconds =
          median(
              steps,
              () ->
                  session
                      .runner()
                      .feed(graph.pixels, pixels)
                      .feed(graph.labels, labels)
                      .feed(graph.rate, small)
                      .feed(graph.renewal, small)
                      .feed(graph.steps, one)
                      .addTarget(graph.step)
                      .fetch(graph.loss)
                      .run()
                      .close());
      return training(TRAINING, network, seconds);
    }
  }

  private Row pyTorch(Architecture network, int steps) {
    try (PyTorchTraining training = new PyTorchTraining(network, BATCH, sessions.threads())) {
      return training(PYTORCH, network, median(steps, training::step));
    }
  }

  private static Row training(String name, Architecture network, double seconds) {
    double operations = 2.0 * network.multiplyAddsLearning() * BATCH;
    return new Row(name, BATCH / seconds, operations / seconds / 1e9);
  }

  private Row peak() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> matrix =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(MATRIX, MATRIX)));
      Operand<TFloat32> product = matrix;
      for (int i = 0; i < PRODUCTS; i++) {
        product = tf.linalg.matMul(product, matrix);
      }
      // The products have to be asked for, or the library leaves them out.
      Operand<TFloat32> asked = tf.reduceMax(product, tf.constant(new int[] {0, 1}));
      try (Session session = sessions.training(graph);
          TFloat32 numbers = TFloat32.tensorOf(Shape.of(MATRIX, MATRIX))) {
        double seconds =
            median(6, () -> session.runner().feed(matrix, numbers).fetch(asked).run().close());
        double operations = 2.0 * MATRIX * MATRIX * MATRIX * PRODUCTS;
        return new Row("matrix product", 0, operations / seconds / 1e9);
      }
    }
  }

  private static double median(int steps, Runnable step) {
    for (int i = 0; i < WARM_UP; i++) {
      step.run();
    }
    double[] seconds = new double[steps];
    for (int i = 0; i < steps; i++) {
      long began = System.nanoTime();
      step.run();
      seconds[i] = (System.nanoTime() - began) / 1e9;
    }
    Arrays.sort(seconds);
    return seconds[steps / 2];
  }
}
