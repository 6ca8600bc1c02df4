package sorrel.backbone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static sorrel.backbone.engine.DrawnGraph.PICTURES;
import static sorrel.backbone.engine.TranslatableDrawings.EVERYWHERE;
import static sorrel.backbone.engine.TranslatableDrawings.SAME;
import static sorrel.backbone.engine.TranslatableDrawings.VALID;
import static sorrel.backbone.engine.TranslatableDrawings.convolved;
import static sorrel.backbone.engine.TranslatableDrawings.drawing;
import static sorrel.backbone.engine.TranslatableDrawings.mean;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sorrel.backbone.domain.Description;
import sorrel.backbone.domain.Frozen;
import sorrel.backbone.domain.Scaling;
import sorrel.backbone.engine.DrawnGraph.Attribute;
import sorrel.backbone.engine.TranslatableDrawings.Drawing;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkFiles;
import sorrel.network.engine.Backend;
import sorrel.network.engine.OnnxRuntimeBackend;
import sorrel.network.engine.TensorFlowBackend;
import sorrel.training.engine.NativeLibrary;

/** Each operation gives in ONNX Runtime what it gives in TensorFlow. */
class OnnxTranslationTest {
  private static final ImageShape SHAPE = new ImageShape(7, 9, 3);

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource({
    "sorrel.backbone.engine.TranslatableDrawings#numbersOneByOne",
    "sorrel.backbone.engine.TranslatableDrawings#twoOperands",
    "sorrel.backbone.engine.TranslatableDrawings#convolutions",
    "sorrel.backbone.engine.TranslatableDrawings#poolings",
    "sorrel.backbone.engine.TranslatableDrawings#summaries",
    "sorrel.backbone.engine.TranslatableDrawings#shapes"
  })
  void both_files_give_the_same(Drawing drawing) {
    Frozen frozen = frozen(drawing);
    assertThat(frozen.untranslated()).isEmpty();

    byte[] pictures = new byte[3 * SHAPE.size()];
    new Random(5).nextBytes(pictures);
    float[][] expected = features(new TensorFlowBackend(NativeLibrary::load, 3), pictures);
    float[][] got = features(new OnnxRuntimeBackend(1), pictures);
    for (int i = 0; i < expected.length; i++) {
      float largest = 0;
      for (float each : expected[i]) {
        largest = Math.max(largest, Math.abs(each));
      }
      assertThat(largest).isFinite().isPositive();
      assertThat(got[i]).containsExactly(expected[i], within(1e-5f * largest));
    }
  }

  static Stream<Drawing> untranslatable() {
    return Stream.of(
        drawing("the operation Cos", g -> g.node("Cos", List.of(PICTURES))),
        drawing(
            "the operation FakeQuantWithMinMaxArgs",
            g -> g.node("FakeQuantWithMinMaxArgs", List.of(PICTURES))),
        drawing(
            "FusedBatchNorm that still learns",
            g ->
                g.node(
                    "FusedBatchNorm",
                    List.of(
                        PICTURES,
                        g.positive(3),
                        g.weights(3),
                        g.floats(new float[0], 0),
                        g.floats(new float[0], 0)))),
        drawing(
            "MirrorPad in the mode SYMMETRIC",
            g ->
                g.node(
                    "MirrorPad",
                    List.of(PICTURES, g.table(new int[8], 4, 2)),
                    new Attribute("mode", "SYMMETRIC"))),
        drawing(
            "Conv2D with numbers that are not constant",
            g ->
                g.node(
                    "Conv2D",
                    List.of(
                        PICTURES,
                        g.node(
                            "Reshape",
                            List.of(mean(g, PICTURES, false, 0, 1, 2), g.ints(1, 1, 3, 1)))),
                    EVERYWHERE,
                    SAME)));
  }

  @ParameterizedTest
  @MethodSource("untranslatable")
  void what_has_no_counterpart_is_named_and_there_is_no_file(Drawing drawing) {
    Frozen frozen = frozen(drawing);
    assertThat(frozen.untranslated())
        .hasValueSatisfying(why -> assertThat(why).contains(drawing.name()));
    assertThat(folder.resolve("out").resolve(NetworkFiles.ONNX)).doesNotExist();
  }

  @Test
  void a_picture_is_turned_once_and_what_follows_a_convolution_is_part_of_it() throws IOException {
    frozen(
        drawing(
            "blocks",
            g -> {
              String x =
                  g.node("Relu6", List.of(g.node("BiasAdd", List.of(convolved(g), g.weights(5)))));
              String y = g.node("Conv2D", List.of(x, g.weights(1, 1, 5, 5)), EVERYWHERE, VALID);
              return mean(g, g.node("AddV2", List.of(x, y)), false, 1, 2);
            }));
    ModelProto model =
        ModelProto.parseFrom(Files.readAllBytes(folder.resolve("out").resolve(NetworkFiles.ONNX)));
    assertThat(model.getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly(
            "Transpose",
            "Cast",
            "Mul",
            "Add",
            "Conv",
            "Clip",
            "Conv",
            "Add",
            "ReduceMean",
            "Identity");
  }

  private Frozen frozen(Drawing drawing) {
    DrawnGraph graph = new DrawnGraph();
    String features = drawing.draws().apply(graph);
    Path out = folder.resolve("out");
    try {
      Files.createDirectories(out);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    return new NetworkFreezer(NativeLibrary::load)
        .freeze(
            graph.write(folder.resolve("in")),
            new Description(
                "drawn",
                Optional.empty(),
                Scaling.SYMMETRIC,
                Optional.empty(),
                Optional.of(features),
                Optional.empty(),
                Optional.empty()),
            out);
  }

  private float[][] features(Backend engine, byte[] pictures) {
    try (Network network = engine.open(folder.resolve("out"), SHAPE)) {
      return network.features(pictures, 3);
    }
  }
}
