package sorrel.network.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sorrel.head.domain.Familiarity;
import sorrel.head.domain.Head;
import sorrel.head.domain.Traits;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Part;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkLoader;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.Layer;
import sorrel.training.domain.Progress;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.RoundOrder;
import sorrel.training.domain.TrainingData;
import sorrel.training.engine.Precision;
import sorrel.training.engine.ScoredProbabilities;
import sorrel.training.engine.SyntheticPictures;
import sorrel.training.engine.TensorFlowTrainingEngine;
import sorrel.training.engine.TrainingThreads;

/** What holds whichever engine runs a network. */
abstract class BackendContract {
  private static final ImageShape SHAPE = new ImageShape(16, 12, 3);
  private static final int CLASSES = SyntheticPictures.CLASSES;
  private static final TrainingData DATA = SyntheticPictures.of(SHAPE, 64);

  @TempDir Path folder;

  /**
   * The engine.
   *
   * @param batchMax the largest batch that a test asks for
   */
  abstract Backend backend(int batchMax);

  private NetworkLoader loader(int batchMax) {
    return new FasterNetworkLoader(List.of(backend(batchMax)), Duration.ofMillis(10), engine -> {});
  }

  static Stream<Architecture> networks() {
    Architecture everyLayer =
        new Architecture(
            "every layer",
            SHAPE,
            CLASSES,
            List.of(
                new Layer.BatchNormalisation(),
                new Layer.Convolution(6, 5, 2),
                new Layer.BatchNormalisation(),
                new Layer.Gelu(),
                new Layer.Dropout(0.1),
                new Layer.Convolution(7, 2, 1),
                new Layer.MaxPooling(2),
                new Layer.BatchNormalisation(),
                new Layer.Relu(),
                new Layer.MeanPooling(2),
                new Layer.GlobalMean(),
                new Layer.Dense(9),
                new Layer.BatchNormalisation(),
                new Layer.Gelu(),
                new Layer.Dense(CLASSES)));
    return Stream.of(
            Architectures.candidates(SHAPE, CLASSES, 64, false).stream(),
            Architectures.candidates(SHAPE, CLASSES, 3_000, true).stream(),
            Stream.of(everyLayer))
        .flatMap(networks -> networks);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void an_exported_network_gives_what_training_scored(Architecture network) {
    Path checkpoint = train(network);
    Path exported = folder.resolve("exported");
    engine().export(network, checkpoint, exported);
    float[][] expected = ScoredProbabilities.of(network, checkpoint, DATA, Part.TESTING);
    Head head = new Head(engine().head(network, checkpoint), 1, Familiarity.unlimited());
    try (Network loaded = loader(3).load(exported, SHAPE)) {
      float[][] got = loaded.features(testing(), DATA.count(Part.TESTING));
      assertThat(got).hasDimensions(DATA.count(Part.TESTING), network.features());
      for (int i = 0; i < got.length; i++) {
        float[] probabilities = head.judge(Traits.of(got[i])).probabilities();
        for (int k = 0; k < CLASSES; k++) {
          assertThat(probabilities[k]).isCloseTo(expected[i][k], within(1e-5f));
        }
      }
    }
  }

  @Test
  void several_threads_get_the_answers_that_one_gets() {
    Architecture network = Architectures.candidates(SHAPE, CLASSES, 64, false).getLast();
    Path exported = folder.resolve("exported");
    engine().export(network, train(network), exported);
    Network loaded = loader(4).load(exported, SHAPE);
    float[][] alone = loaded.features(testing(), DATA.count(Part.TESTING));
    IntStream.range(0, 200)
        .parallel()
        .forEach(
            i -> {
              byte[] image = new byte[SHAPE.size()];
              int place = i % alone.length;
              DATA.read(DATA.image(Part.TESTING, place), image, 0);
              assertThat(loaded.features(image, 1)[0])
                  .usingComparatorWithPrecision(1e-5f)
                  .containsExactly(alone[place]);
            });
    loaded.close();
    loaded.close();
    assertThatThrownBy(() -> loaded.features(new byte[SHAPE.size()], 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_folder_without_a_network_is_refused() {
    assertThatThrownBy(() -> loader(1).load(folder, SHAPE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No exported network");
  }

  private Path train(Architecture network) {
    Path checkpoint = folder.resolve("checkpoint");
    Recipe recipe = new Recipe(4, 16, 0.01, 0.01, Augmentation.NONE, 0.05, 3);
    engine()
        .train(
            new RoundOrder(network, recipe, Optional.empty(), checkpoint, 4),
            DATA,
            Progress.IGNORED);
    return checkpoint;
  }

  private static TensorFlowTrainingEngine engine() {
    return new TensorFlowTrainingEngine(new TrainingThreads(2), Precision.FLOAT32);
  }

  private static byte[] testing() {
    byte[] images = new byte[DATA.count(Part.TESTING) * SHAPE.size()];
    for (int i = 0; i < DATA.count(Part.TESTING); i++) {
      DATA.read(DATA.image(Part.TESTING, i), images, i * SHAPE.size());
    }
    return images;
  }
}
