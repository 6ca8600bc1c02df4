package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sorrel.head.domain.Familiarity;
import sorrel.head.domain.Head;
import sorrel.head.domain.HeadsOfAllMeasures;
import sorrel.head.domain.Linear;
import sorrel.head.domain.Look;
import sorrel.head.domain.Measure;
import sorrel.head.domain.Traits;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Layer;
import sorrel.training.domain.WholeNetworks.Top;

/** What is exported knows what it does not know, as the head does. */
class FamiliarityExportTest {
  private static final int KNOWN = 400;
  private static final int CLASSES = 4;

  /** Half of the known pictures are those that others are compared with. */
  private static final float STEP = 1 / (KNOWN / 2 + 1f);

  private static final double UNKNOWN_BELOW = 0.1;

  @TempDir Path folder;

  static Stream<Arguments> measures() {
    ImageShape grey = new ImageShape(28, 28, 1);
    // Cells that differ in size, and pixels that are passed over.
    List<ImageShape> shapes =
        List.of(grey, new ImageShape(45, 31, 3), new ImageShape(20, 200, 3), tiny());
    return Stream.concat(
        Stream.of(Measure.values()).map(measure -> Arguments.of(measure, grey)),
        shapes.stream().map(shape -> Arguments.of(Measure.BOTH, shape)));
  }

  private static ImageShape tiny() {
    return new ImageShape(3, 7, 3);
  }

  @ParameterizedTest
  @MethodSource("measures")
  void both_artefacts_say_how_familiar_a_picture_is(Measure measure, ImageShape shape) {
    freeze(shape);
    byte[] known = HeadsOfAllMeasures.pictures(KNOWN, shape, 1);
    Head bare = new Head(anyLinear(), 1, Familiarity.unlimited());
    write(bare, shape, "bare");
    float[][] features = savedModel("bare", shape, known).get("features");
    Head head = HeadsOfAllMeasures.of(measure, features, known, shape);
    write(head, shape, "whole");

    byte[] others = others(shape);
    Map<String, float[][]> one = savedModel("whole", shape, others);
    Map<String, float[][]> other = PlainRuntimes.onnx(folder.resolve("whole.onnx"), shape, others);
    int count = others.length / shape.size();
    int unknown = 0;
    int same = 0;
    for (int i = 0; i < count; i++) {
      Look look = Look.of(others, i * shape.size(), shape);
      float expected = head.judge(new Traits(one.get("features")[i], look)).familiarity();
      for (Map<String, float[][]> outputs : List.of(one, other)) {
        float familiarity = outputs.get("familiarity")[i][0];
        assertThat(familiarity).as("picture %d", i).isCloseTo(expected, within(1.01f * STEP));
        assertThat(outputs.get("unknown")[i][0] == 1).isEqualTo(familiarity < UNKNOWN_BELOW);
        same += Math.abs(familiarity - expected) < 1e-6 ? 1 : 0;
      }
      unknown += expected < UNKNOWN_BELOW ? 1 : 0;
    }
    assertThat(same).as("exactly the same").isGreaterThan(2 * count * 9 / 10);
    assertThat(unknown).as("strangers").isBetween(count / 6, count * 5 / 6);
  }

  @Test
  void where_nothing_was_compared_every_picture_is_usual() {
    ImageShape shape = new ImageShape(28, 28, 1);
    freeze(shape);
    write(new Head(anyLinear(), 1, Familiarity.unlimited()), shape, "whole");
    byte[] others = others(shape);
    for (Map<String, float[][]> outputs :
        List.of(
            savedModel("whole", shape, others),
            PlainRuntimes.onnx(folder.resolve("whole.onnx"), shape, others))) {
      assertThat(List.of(outputs.get("familiarity"))).allMatch(row -> row[0] == 1);
      assertThat(List.of(outputs.get("unknown"))).allMatch(row -> row[0] == 0);
    }
  }

  /** Such as are known, noise, and black and white ones. */
  private static byte[] others(ImageShape shape) {
    int usual = 40;
    int strange = 40;
    byte[] pictures = new byte[(usual + strange + 2) * shape.size()];
    byte[] like = HeadsOfAllMeasures.pictures(usual, shape, 2);
    System.arraycopy(like, 0, pictures, 0, like.length);
    byte[] noise = new byte[strange * shape.size()];
    new Random(3).nextBytes(noise);
    System.arraycopy(noise, 0, pictures, like.length, noise.length);
    Arrays.fill(pictures, pictures.length - shape.size(), pictures.length, (byte) 255);
    return pictures;
  }

  private void freeze(ImageShape shape) {
    Architecture network =
        new Architecture(
            "small",
            shape,
            CLASSES,
            List.of(
                new Layer.Convolution(9, 3, 2),
                new Layer.Gelu(),
                new Layer.GlobalMean(),
                new Layer.Dense(CLASSES)));
    FrozenNetwork frozen = FrozenNetwork.of(network, FirstWeights.drawn(network, 5));
    SavedModelExport.write(frozen, folder.resolve("frozen"));
    OnnxExport.write(frozen, folder.resolve("frozen.onnx"));
  }

  private static Linear anyLinear() {
    return new Linear(new float[9 * CLASSES], new float[CLASSES]);
  }

  private void write(Head head, ImageShape shape, String name) {
    WholeNetworkExport export = new WholeNetworkExport();
    Top top = new Top(head, shape, UNKNOWN_BELOW);
    export.savedModel(folder.resolve("frozen/saved_model.pb"), top, folder.resolve(name));
    export.onnx(folder.resolve("frozen.onnx"), top, folder.resolve(name + ".onnx"));
  }

  private Map<String, float[][]> savedModel(String name, ImageShape shape, byte[] pictures) {
    return PlainRuntimes.savedModel(folder.resolve(name), shape, pictures);
  }
}
