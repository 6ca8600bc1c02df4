package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sorrel.head.domain.Familiarity;
import sorrel.head.domain.Head;
import sorrel.head.domain.Linear;
import sorrel.head.domain.Traits;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.Layer;
import sorrel.training.domain.Progress;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.RoundOrder;
import sorrel.training.domain.Volume;
import sorrel.training.domain.WholeNetworks;

/** Both artefacts of a network give the same answer. */
class OnnxExportTest {
  private static final int CLASSES = SyntheticPictures.CLASSES;
  private static final List<ImageShape> SHAPES =
      List.of(new ImageShape(28, 28, 1), new ImageShape(45, 31, 3));

  private static final String[] OUTPUTS = {
    "features", "logits", "probabilities", "familiarity", "unknown"
  };

  private static final ImageShape LARGE = new ImageShape(224, 224, 3);

  @TempDir Path folder;

  static Stream<Architecture> networks() {
    List<Architecture> networks = new ArrayList<>();
    for (ImageShape shape : SHAPES) {
      networks.addAll(Architectures.candidates(shape, CLASSES, 3_000, shape.channels() == 3));
    }
    // Of large pictures one network stands for all: what differs is in the first layer.
    networks.add(candidate(LARGE, "small convolutional"));
    return networks.stream();
  }

  private static Architecture candidate(ImageShape shape, String name) {
    return Architectures.candidates(shape, CLASSES, 3_000, true).stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static Stream<Architecture> awkwardNetworks() {
    ImageShape shape = new ImageShape(19, 14, 3);
    return Stream.of(
        network(
            "every layer",
            shape,
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
            new Layer.Flatten(),
            new Layer.Dense(9),
            new Layer.BatchNormalisation(),
            new Layer.Gelu(),
            new Layer.Dense(CLASSES)),
        network(
            "layers within layers",
            shape,
            new Layer.BothWays(
                List.of(
                    new Layer.Whitening(3, 2, 5),
                    new Layer.Residual(
                        List.of(
                            new Layer.Convolution(10, 3, 1),
                            new Layer.BatchNormalisation(),
                            new Layer.Gelu())),
                    new Layer.MaxPooling(2),
                    new Layer.Flatten())),
            new Layer.BatchNormalisation(),
            new Layer.Residual(List.of(new Layer.Dense(120), new Layer.Relu())),
            new Layer.Dense(CLASSES)),
        network("a picture as features", shape, new Layer.Flatten(), new Layer.Dense(CLASSES)),
        network(
            "a vector that is changed before it is weighted",
            shape,
            new Layer.Convolution(5, 3, 3),
            new Layer.Flatten(),
            new Layer.BatchNormalisation(),
            new Layer.Relu(),
            new Layer.Dense(8),
            new Layer.Gelu(),
            new Layer.Dense(CLASSES)),
        network(
            "a vector that is changed and never weighted",
            shape,
            new Layer.MaxPooling(4),
            new Layer.Flatten(),
            new Layer.BatchNormalisation(),
            new Layer.Gelu(),
            new Layer.Dense(CLASSES)));
  }

  private static Architecture network(String name, ImageShape shape, Layer... layers) {
    return new Architecture(name, shape, CLASSES, List.of(layers));
  }

  @ParameterizedTest
  @MethodSource({"networks", "awkwardNetworks"})
  void both_artefacts_of_any_weights_give_the_same(Architecture network) {
    same(network, anyWeights(network));
  }

  /** Training takes its time: two stand for all. */
  static Stream<Architecture> networksToTrain() {
    ImageShape shape = new ImageShape(32, 32, 3);
    return Stream.concat(
        Stream.of(candidate(shape, "small dense"), candidate(shape, "small convolutional")),
        awkwardNetworks());
  }

  @ParameterizedTest
  @MethodSource("networksToTrain")
  void both_artefacts_of_a_trained_network_give_the_same(Architecture network) {
    same(network, trained(network));
  }

  private void same(Architecture network, Checkpoint weights) {
    FrozenNetwork frozen = FrozenNetwork.of(network, weights);
    SavedModelExport.write(frozen, folder.resolve("frozen"));
    OnnxExport.write(frozen, folder.resolve("frozen.onnx"));
    Head head = new Head(lastLayer(network, weights), 1.6, Familiarity.unlimited());
    Path savedModel = folder.resolve("whole");
    Path onnx = folder.resolve("whole.onnx");
    WholeNetworkExport whole = new WholeNetworkExport();
    WholeNetworks.Top top = new WholeNetworks.Top(head, network.input(), 0.05);
    whole.savedModel(folder.resolve("frozen/saved_model.pb"), top, savedModel);
    whole.onnx(folder.resolve("frozen.onnx"), top, onnx);
    Random random = new Random(7);
    for (int count : new int[] {1, 3, 32}) {
      byte[] images = new byte[count * network.input().size()];
      random.nextBytes(images);
      Map<String, float[][]> one = PlainRuntimes.savedModel(savedModel, network.input(), images);
      Map<String, float[][]> other = PlainRuntimes.onnx(onnx, network.input(), images);
      assertThat(one).containsOnlyKeys(OUTPUTS);
      assertThat(other).containsOnlyKeys(OUTPUTS);
      assertThat(other.get("features")).hasDimensions(count, network.features());
      for (int i = 0; i < count; i++) {
        float[] features = one.get("features")[i];
        close(other.get("features")[i], features, 1e-4f * largest(features));
        float[] logits = one.get("logits")[i];
        close(other.get("logits")[i], logits, 1e-4f * largest(logits));
        float[] probabilities = head.judge(Traits.of(features)).probabilities();
        close(one.get("probabilities")[i], probabilities, 1e-5f);
        close(other.get("probabilities")[i], probabilities, 1e-5f);
      }
    }
  }

  private static Linear lastLayer(Architecture network, Checkpoint weights) {
    String last = Integer.toString(network.layers().size() - 1);
    return new Linear(
        weights.values(Parameter.name(last, Parameter.Kind.WEIGHTS)),
        weights.values(Parameter.name(last, Parameter.Kind.OFFSET)));
  }

  private static void close(float[] got, float[] expected, float tolerance) {
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Factors below 0 too, with which a normalisation cannot go before a pooling. */
  private static Checkpoint anyWeights(Architecture network) {
    Random random = new Random(11);
    Checkpoint first = FirstWeights.drawn(network, 5);
    Map<String, float[]> values = new HashMap<>();
    for (Parameter parameter : Parameter.of(network)) {
      float[] numbers = first.values(parameter.name()).clone();
      for (int i = 0; i < numbers.length; i++) {
        switch (parameter.kind()) {
          case WEIGHTS, FILTERS, DIRECTIONS -> {}
          case SCALE -> numbers[i] = random.nextFloat(-0.3f, 1.2f);
          case OFFSET, MEAN -> numbers[i] = random.nextFloat(-0.4f, 0.4f);
          case VARIANCE -> numbers[i] = random.nextFloat(0.5f, 2);
        }
      }
      values.put(parameter.name(), numbers);
    }
    return new Checkpoint(network, new Checkpoint.Position(0, 0, 1), values);
  }

  private Checkpoint trained(Architecture network) {
    Path to = folder.resolve("checkpoint");
    Recipe recipe = new Recipe(2, 16, 0.01, 0.01, Augmentation.NONE, 0.05, 3);
    new TensorFlowTrainingEngine(new TrainingThreads(2), Precision.FLOAT32)
        .train(
            new RoundOrder(network, recipe, Optional.empty(), to, 2),
            SyntheticPictures.of(network.input(), 48),
            Progress.IGNORED);
    return Checkpoint.read(to, network);
  }

  @ParameterizedTest
  @CsvSource({
    "28,3,1, 1,1",
    "28,3,2, 0,1",
    "45,5,4, 2,2",
    "30,5,4, 1,2",
    "14,2,1, 0,1",
    "19,3,3, 1,1",
    "9,1,2, 0,0"
  })
  void zeros_are_added_where_tensorflow_adds_them(
      int side, int window, int stride, int before, int after) {
    assertThat(OnnxExport.padding(side, window, stride)).containsExactly(before, after);
  }

  @Test
  void a_vector_with_channels_first_knows_where_its_values_were() {
    // Two pixels of three channels: r0 g0 b0 r1 g1 b1 becomes r0 r1 g0 g1 b0 b1.
    assertThat(OnnxExport.channelsFirst(new Volume(1, 2, 3))).containsExactly(0, 3, 1, 4, 2, 5);
  }
}
