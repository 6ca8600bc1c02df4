package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Part;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.Layer;
import sorrel.training.domain.Progress;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.RoundOrder;
import sorrel.training.domain.RoundOutcome;
import sorrel.training.domain.Score;
import sorrel.training.domain.TrainingData;

class TensorFlowTrainingEngineTest {
  private static final ImageShape SHAPE = new ImageShape(12, 12, 1);
  private static final TrainingData DATA = SyntheticPictures.of(SHAPE, 256);
  static final Recipe RECIPE = new Recipe(4, 32, 0.01, 0.01, Augmentation.NONE, 0.05, 3);
  private static final Architecture PLAIN =
      new Architecture(
          "plain",
          SHAPE,
          SyntheticPictures.CLASSES,
          List.of(
              new Layer.Convolution(8, 3, 1),
              new Layer.MaxPooling(2),
              new Layer.BatchNormalisation(),
              new Layer.Gelu(),
              new Layer.MeanPooling(2),
              new Layer.Flatten(),
              new Layer.Dense(SyntheticPictures.CLASSES)));

  private final TensorFlowTrainingEngine engine =
      new TensorFlowTrainingEngine(new TrainingThreads(2), Precision.FLOAT32);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"12,12,1", "8,8,3", "20,9,3", "40,36,1"})
  void every_candidate_learns_an_easy_dataset(int height, int width, int channels) {
    ImageShape shape = new ImageShape(height, width, channels);
    TrainingData data = SyntheticPictures.of(shape, 256);
    Path to = folder.resolve("checkpoint");
    for (Architecture one :
        Architectures.candidates(shape, SyntheticPictures.CLASSES, 256, false)) {
      RoundOutcome.Finished finished =
          finished(
              engine.train(
                  new RoundOrder(one, RECIPE, Optional.empty(), to, 4), data, Progress.IGNORED));
      assertThat(finished.epochsDone()).isEqualTo(4);
      assertThat(finished.validationTotal()).isEqualTo(64);
      assertThat(finished.validationRight()).as(one.name()).isGreaterThan(60);
      Score score = engine.score(one, to, data, Part.TESTING);
      assertThat(score.total()).isEqualTo(64);
      assertThat(score.accuracy()).isGreaterThan(0.95);
      assertThat(score.confusion().stream().flatMap(List::stream).mapToInt(i -> i).sum())
          .isEqualTo(64);
    }
  }

  @Test
  void the_graph_has_exactly_the_parameters_that_were_counted() {
    for (Architecture one : Architectures.candidates(new ImageShape(20, 9, 3), 5, 100, false)) {
      try (TrainingGraph graph = new TrainingGraph(new GeneratedNetwork(one), RECIPE, 8)) {
        long inGraph =
            Parameter.of(one).stream()
                .filter(parameter -> parameter.kind().trained())
                .mapToLong(
                    parameter -> graph.variables().get(parameter.name()).value().shape().size())
                .sum();
        assertThat(inGraph).isEqualTo(one.parameters());
      }
    }
  }

  @Test
  void two_rounds_give_what_one_long_round_gives() {
    Path whole = folder.resolve("whole");
    Path half = folder.resolve("half");
    RoundOutcome.Finished once = finished(train(PLAIN, RECIPE, Optional.empty(), whole, 4));
    RoundOutcome.Finished first = finished(train(PLAIN, RECIPE, Optional.empty(), half, 2));
    RoundOutcome.Finished second = finished(train(PLAIN, RECIPE, Optional.of(half), half, 2));
    assertThat(first.epochsDone()).isEqualTo(2);
    assertThat(second.epochsDone()).isEqualTo(4);
    assertThat(second.trainingLoss()).isCloseTo(once.trainingLoss(), within(1e-3));
    float[] straight = Checkpoint.read(whole, PLAIN).values("0/weights");
    float[] resumed = Checkpoint.read(half, PLAIN).values("0/weights");
    for (int i = 0; i < straight.length; i++) {
      assertThat(resumed[i]).isCloseTo(straight[i], within(1e-2f));
    }
  }

  @Test
  void a_cancelled_round_ends_promptly_and_writes_nothing() throws IOException {
    List<Progress.Moment> heard = new ArrayList<>();
    Progress impatient =
        new Progress() {
          @Override
          public void at(Moment moment) {
            heard.add(moment);
          }

          @Override
          public boolean cancelled() {
            return !heard.isEmpty();
          }
        };
    Recipe endless = new Recipe(100_000, 32, 0.001, 0, Augmentation.NONE, 0, 3);
    long began = System.nanoTime();
    RoundOutcome outcome =
        engine.train(
            new RoundOrder(PLAIN, endless, Optional.empty(), folder.resolve("never"), 100_000),
            DATA,
            impatient);
    assertThat(outcome).isEqualTo(new RoundOutcome.Cancelled());
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().batches()).isEqualTo(8);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void a_network_that_diverges_twice_fails_with_a_reason() {
    Recipe absurd = new Recipe(4, 32, 1e30, 0, Augmentation.NONE, 0, 3);
    assertThat(train(PLAIN, absurd, Optional.empty(), folder.resolve("never"), 4))
        .isInstanceOfSatisfying(
            RoundOutcome.Failed.class, failed -> assertThat(failed.reason()).contains("bound"));
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void data_of_another_shape_is_refused() {
    TrainingData other = SyntheticPictures.of(new ImageShape(8, 8, 1), 8);
    assertThatThrownBy(
            () ->
                engine.train(
                    new RoundOrder(PLAIN, RECIPE, Optional.empty(), folder.resolve("never"), 1),
                    other,
                    Progress.IGNORED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private RoundOutcome train(
      Architecture network, Recipe recipe, Optional<Path> from, Path to, int epochs) {
    return engine.train(new RoundOrder(network, recipe, from, to, epochs), DATA, Progress.IGNORED);
  }

  private static RoundOutcome.Finished finished(RoundOutcome outcome) {
    assertThat(outcome).isInstanceOf(RoundOutcome.Finished.class);
    return (RoundOutcome.Finished) outcome;
  }
}
