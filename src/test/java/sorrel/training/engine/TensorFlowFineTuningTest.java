package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import sorrel.head.domain.Linear;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Part;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.Layer;
import sorrel.training.domain.Progress;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.RoundOutcome;
import sorrel.training.domain.TrainingData;
import sorrel.training.domain.TuningOrder;

/** Networks that were frozen once and are trained further. */
final class TensorFlowFineTuningTest {
  private static final ImageShape SHAPE = new ImageShape(12, 12, 3);
  private static final TrainingData DATA = SyntheticPictures.of(SHAPE, 128);
  private static final Recipe RECIPE = new Recipe(4, 16, 0.005, 0, Augmentation.NONE, 0.05, 3);
  private static final int FEATURES = 4;

  /** The first layer has 3 in 100 weights, and is not trained. */
  private static final Architecture UNTRAINED =
      new Architecture(
          "untrained",
          SHAPE,
          SyntheticPictures.CLASSES,
          List.of(
              new Layer.Convolution(2, 3, 1),
              new Layer.BatchNormalisation(),
              new Layer.Relu(),
              new Layer.MaxPooling(2),
              new Layer.Flatten(),
              new Layer.Dense(24),
              new Layer.Relu(),
              new Layer.Dense(FEATURES),
              new Layer.Dense(SyntheticPictures.CLASSES)));

  private final TensorFlowFineTuning tuning =
      new TensorFlowFineTuning(new TrainingThreads(2), 1 << 30, TensorFlowFineTuningTest::copy);

  @TempDir Path folder;
  private Path network;
  private Path checkpoint;

  @BeforeEach
  void freeze() {
    FrozenNetwork frozen = FrozenNetwork.of(UNTRAINED, FirstWeights.of(UNTRAINED, 5, DATA));
    SavedModelExport.write(frozen, folder.resolve("given"));
    network = folder.resolve("given/saved_model.pb");
    checkpoint = folder.resolve("checkpoint");
  }

  @Test
  void a_network_that_knows_nothing_learns_together_with_its_head() {
    RoundOutcome.Finished finished = finished(train(network, Optional.empty(), 4));

    assertThat(finished.epochsDone()).isEqualTo(4);
    assertThat(finished.validationTotal()).isEqualTo(32);
    assertThat(finished.validationRight()).isGreaterThan(29);
  }

  @Test
  void what_is_written_gives_what_was_scored() {
    RoundOutcome.Finished finished = finished(train(network, Optional.empty(), 4));
    tuning.export(network, checkpoint, folder.resolve("after"));
    Linear head = tuning.head(network, checkpoint);

    assertThat(right(folder.resolve("after"), head)).isEqualTo(finished.validationRight());
    assertThat(folder.resolve("after/model.onnx")).exists();
  }

  @Test
  void first_layers_stay_as_they_were_and_later_ones_do_not() {
    finished(train(network, Optional.empty(), 1));
    tuning.export(network, checkpoint, folder.resolve("after"));

    List<String> before = constants(network);
    List<String> after = constants(folder.resolve("after/saved_model.pb"));
    assertThat(after).hasSameSizeAs(before);
    assertThat(after).filteredOn(each -> !before.contains(each)).hasSize(4);
    assertThat(after).filteredOn(before::contains).isNotEmpty();
  }

  @Test
  void rounds_go_on_where_the_one_before_ended() throws IOException {
    finished(train(network, Optional.empty(), 1));
    Path first = folder.resolve("first");
    Files.move(checkpoint, first);
    RoundOutcome.Finished second = finished(train(network, Optional.of(first), 3));

    assertThat(second.epochsDone()).isEqualTo(4);
    assertThat(second.validationRight()).isGreaterThan(29);
  }

  @Test
  void a_checkpoint_of_another_network_is_refused() throws IOException {
    finished(train(network, Optional.empty(), 1));
    FrozenNetwork other = FrozenNetwork.of(UNTRAINED, FirstWeights.of(UNTRAINED, 6, DATA));
    SavedModelExport.write(other, folder.resolve("other"));

    assertThatThrownBy(
            () -> train(folder.resolve("other/saved_model.pb"), Optional.of(checkpoint), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another network");
  }

  @Test
  void an_operation_that_cannot_be_trained_through_is_said() {
    RoundOutcome outcome = train(rounded(), Optional.empty(), 1);

    assertThat(outcome).isInstanceOf(RoundOutcome.Failed.class);
    assertThat(((RoundOutcome.Failed) outcome).reason())
        .startsWith("One of its operations cannot be trained through");
    assertThat(checkpoint).doesNotExist();
  }

  @Test
  void a_step_takes_no_more_memory_than_there_is() {
    TunableGraph graph = TunableGraph.read(network);
    // What the trained layers give for a picture, and as much for the gradients; and the map of two
    // channels that the first layer makes, twice.
    long later = 2 * 4 * (24 + 24 + 24 + FEATURES + FEATURES + FEATURES);
    assertThat(graph.bytesLearning()).isBetween(later, later + 2 * 4 * 12 * 12 * 3 + 1);
  }

  private RoundOutcome train(Path file, Optional<Path> from, int epochs) {
    return tuning.train(
        new TuningOrder(
            "given",
            file,
            new Linear(new float[FEATURES * SyntheticPictures.CLASSES], new float[4]),
            RECIPE,
            from,
            checkpoint,
            epochs),
        DATA,
        Progress.IGNORED);
  }

  private static RoundOutcome.Finished finished(RoundOutcome outcome) {
    assertThat(outcome).isInstanceOf(RoundOutcome.Finished.class);
    return (RoundOutcome.Finished) outcome;
  }

  private static int right(Path folder, Linear head) {
    int count = DATA.count(Part.VALIDATION);
    byte[] pixels = new byte[count * SHAPE.size()];
    for (int i = 0; i < count; i++) {
      DATA.read(DATA.image(Part.VALIDATION, i), pixels, i * SHAPE.size());
    }
    float[][] features = PlainRuntimes.savedModel(folder, SHAPE, pixels).get("features");
    int right = 0;
    for (int i = 0; i < count; i++) {
      float[] logits = head.logits(features[i]);
      int best = 0;
      for (int c = 1; c < logits.length; c++) {
        best = logits[c] > logits[best] ? c : best;
      }
      right += best == DATA.label(DATA.image(Part.VALIDATION, i)) ? 1 : 0;
    }
    return right;
  }

  private static List<String> constants(Path file) {
    return SavedModelFile.read(file).getGraphDef().getNodeList().stream()
        .filter(each -> each.getOp().equals("Const"))
        .map(each -> each.getName() + each.getAttrOrThrow("value").hashCode())
        .toList();
  }

  /** A network with an operation that has no gradient in the native library. */
  private Path rounded() {
    Path to = folder.resolve("rounded");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TUint8> image =
          tf.withName("image")
              .placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, 12, 12, 3)));
      Operand<TFloat32> mean =
          tf.math.mean(tf.dtypes.cast(image, TFloat32.class), tf.constant(new int[] {1, 2}));
      Operand<TFloat32> weighted = tf.linalg.matMul(mean, tf.constant(new float[3][FEATURES]));
      Signature signature =
          Signature.builder("serving_default")
              .input("image", image)
              .output("features", tf.math.digamma(weighted))
              .build();
      SavedModelFile.write(graph, signature, to);
    }
    return to.resolve("saved_model.pb");
  }

  private static void copy(Path savedModel, Path onnx) {
    try {
      Files.copy(savedModel, onnx);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
