package sorrel.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sorrel.backbone.domain.Backbone;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.domain.Description;
import sorrel.backbone.domain.Scaling;
import sorrel.backbone.engine.NetworkFreezer;
import sorrel.backbone.store.BackboneFolder;
import sorrel.head.domain.Familiarity;
import sorrel.head.domain.Head;
import sorrel.head.domain.HeadsOfAllMeasures;
import sorrel.head.domain.Linear;
import sorrel.head.domain.Look;
import sorrel.head.domain.Measure;
import sorrel.head.domain.Traits;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkLoader;
import sorrel.network.engine.Backend;
import sorrel.network.engine.FasterNetworkLoader;
import sorrel.network.engine.OnnxRuntimeBackend;
import sorrel.network.engine.TensorFlowBackend;
import sorrel.platform.serialization.Json;
import sorrel.training.domain.WholeNetworks;
import sorrel.training.engine.NativeLibrary;
import sorrel.training.engine.PlainRuntimes;
import sorrel.training.engine.WholeNetworkExport;

/** Networks that somebody brings as an ONNX file. */
final class OnnxBackbonesTest {
  private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
  private static final int UINT8 = TensorProto.DataType.UINT8.getNumber();
  private static final ImageShape SHAPE = new ImageShape(6, 8, 3);
  private static final Scaling HALVED = new Scaling(List.of(0.5, 0.25, 0.125), List.of(-1.0));

  @TempDir Path folder;
  private Backbones backbones;

  @BeforeEach
  void open() {
    backbones =
        new Backbones(
            new BackboneFolder(folder.resolve("backbones"), Json.mapper()),
            new NetworkFreezer(NativeLibrary::load),
            new Rehearsal(
                with(new TensorFlowBackend(NativeLibrary::load, 1)),
                with(new OnnxRuntimeBackend(1))),
            () -> Instant.parse("2026-11-21T09:00:00Z"));
  }

  private static NetworkLoader with(Backend engine) {
    return new FasterNetworkLoader(List.of(engine), Duration.ZERO, _ -> {});
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 9, 13, 18, 21})
  void a_map_of_features_becomes_its_mean_in_any_version_of_the_operations(int operators) {
    Backbone added =
        added(new ForeignOnnx(operators, FLOAT, -1, 3, 6, 8).doubled().output("map", -1, 3, 6, 8));

    assertThat(added.input()).isEqualTo(SHAPE);
    assertThat(added.network()).isEmpty();
    assertThat(added.onnx()).isPresent();
    assertThat(added.parameters()).isEqualTo(1);
    assertThat(added.outputs()).containsExactly("map [-1, 3, 6, 8]");
    assertFeatures(added, new float[] {6, 2, 0}, new float[] {98, 48, 23});
    assertThat(backbones.list()).containsExactly(added);
  }

  @Test
  void channels_may_be_last() {
    assertFeatures(
        added(new ForeignOnnx(13, FLOAT, -1, 6, 8, 3).doubled().output("map", -1, 6, 8, 3)),
        new float[] {6, 2, 0},
        new float[] {98, 48, 23});
  }

  @Test
  void a_network_for_one_picture_at_a_time_takes_several_where_it_can() {
    assertFeatures(
        added(new ForeignOnnx(13, FLOAT, 1, 3, 6, 8).doubled().output("map", 1, 3, 6, 8)),
        new float[] {6, 2, 0},
        new float[] {98, 48, 23});
  }

  @Test
  void bytes_are_left_as_they_are() {
    assertFeatures(
        added(new ForeignOnnx(13, UINT8, -1, 3, 6, 8).cast().output("map", -1, 3, 6, 8)),
        new float[] {8, 8, 8},
        new float[] {100, 100, 100});
  }

  @Test
  void a_vector_inside_can_be_chosen() {
    ForeignOnnx network =
        new ForeignOnnx(13, FLOAT, -1, 3, 6, 8)
            .doubled()
            .node("GlobalAveragePool", "pooled", "map")
            .node("Flatten", "vector", "pooled")
            .node("Neg", "other", "vector")
            .output("map", -1, 3, 6, 8)
            .output("other", -1, 3);

    refused(network, description(Optional.empty()), "has no output \"features\"", "--features");
    assertFeatures(
        backbones.add(file(network), described(Optional.empty(), Optional.of("vector"))).backbone(),
        new float[] {6, 2, 0},
        new float[] {98, 48, 23});
  }

  @Test
  void a_size_that_is_not_in_the_file_has_to_be_said() {
    ForeignOnnx network =
        new ForeignOnnx(13, FLOAT, -1, 3, -2, -3).doubled().output("map", -1, 3, -2, -3);

    refused(network, description(Optional.empty()), "--input 224x224x3");
    refused(
        network,
        description(Optional.of(new ImageShape(6, 8, 1))),
        "does not take pictures of 6 x 8 x 1");
    assertThat(backbones.add(file(network), description(Optional.of(SHAPE))).backbone().input())
        .isEqualTo(SHAPE);
  }

  @Test
  void what_is_not_whole_in_itself_is_refused() {
    long[] sizes = {-1, 3, 6, 8};
    refused(
        new ForeignOnnx(13, FLOAT, sizes).custom().output("map", sizes),
        "Mystery of 'com.example'");
    refused(
        new ForeignOnnx(13, FLOAT, sizes).external().output("map", sizes), "other files beside");
    refused(new ForeignOnnx(13, FLOAT, sizes).branched().output("map", sizes), "operation If");
    refused(new ForeignOnnx(6, FLOAT, sizes).doubled().output("map", sizes), "operator set 6");
  }

  @Test
  void pictures_of_another_kind_are_refused() {
    int half = TensorProto.DataType.FLOAT16.getNumber();
    refused(new ForeignOnnx(13, half, -1, 3, 6, 8).doubled().output("map", -1, 3, 6, 8), "FLOAT16");
    refused(new ForeignOnnx(13, FLOAT, -1, 48).doubled().output("map", -1, 48), "[-1, 48]");
    refused(
        new ForeignOnnx(13, FLOAT, -1, 3, 8, 3).doubled().output("map", -1, 3, 8, 3),
        "where its 1 or 3 channels are");
  }

  @Test
  void a_head_on_top_gives_probabilities_of_the_features() throws IOException {
    Backbone added =
        added(new ForeignOnnx(9, FLOAT, -1, 3, 6, 8).doubled().output("map", -1, 3, 6, 8));
    Path whole = folder.resolve("whole.onnx");
    Linear linear = new Linear(new float[] {0.1f, 0, 0, 0.1f, 0, 0}, new float[] {0, 1});
    write(added, new Head(linear, 2, Familiarity.unlimited()), whole);

    Map<String, float[][]> outputs = PlainRuntimes.onnx(whole, SHAPE, two());
    // Features 98, 48 and 23: logits 9.8 and 5.8, halved by the temperature.
    double first = 1 / (1 + Math.exp(-2.0));
    assertThat(outputs.get("probabilities")[1][0]).isCloseTo((float) first, within(1e-5f));
    assertThat(outputs.get("features")[0]).containsExactly(new float[] {6, 2, 0}, within(1e-4f));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 9, 11, 13, 18, 21})
  void a_head_on_top_says_what_is_strange_in_any_version_of_the_operations(int operators) {
    Backbone added =
        added(new ForeignOnnx(operators, FLOAT, -1, 3, 6, 8).doubled().output("map", -1, 3, 6, 8));
    byte[] known = HeadsOfAllMeasures.pictures(200, SHAPE, 1);
    float[][] features;
    try (Network network = new OnnxRuntimeBackend(1).open(home(added), added.input())) {
      features = network.features(known, 200);
    }
    for (Measure measure : Measure.values()) {
      Head head = HeadsOfAllMeasures.of(measure, features, known, SHAPE);
      Path whole = folder.resolve(measure + ".onnx");
      write(added, head, whole);

      byte[] one = HeadsOfAllMeasures.pictures(1, SHAPE, 2);
      Map<String, float[][]> outputs = PlainRuntimes.onnx(whole, SHAPE, one);
      Traits traits = new Traits(outputs.get("features")[0], Look.of(one, 0, SHAPE));
      assertThat(outputs.get("familiarity")[0][0])
          .isCloseTo(head.judge(traits).familiarity(), within(0.011f));
      assertThat(PlainRuntimes.onnx(whole, SHAPE, two()).get("unknown")[0][0]).isEqualTo(1);
    }
  }

  private void write(Backbone added, Head head, Path whole) {
    new WholeNetworkExport()
        .onnx(home(added).resolve("model.onnx"), new WholeNetworks.Top(head, SHAPE, 0.05), whole);
  }

  /** All pixels 8, all pixels 100. */
  private static byte[] two() {
    byte[] pictures = new byte[2 * SHAPE.size()];
    Arrays.fill(pictures, 0, SHAPE.size(), (byte) 8);
    Arrays.fill(pictures, SHAPE.size(), pictures.length, (byte) 100);
    return pictures;
  }

  private void assertFeatures(Backbone added, float[] dark, float[] light) {
    try (Network network = new OnnxRuntimeBackend(1).open(home(added), added.input())) {
      float[][] features = network.features(two(), 2);
      assertThat(features[0]).containsExactly(dark, within(1e-4f));
      assertThat(features[1]).containsExactly(light, within(1e-4f));
    }
  }

  private Backbone added(ForeignOnnx network) {
    return backbones.add(file(network), description(Optional.empty())).backbone();
  }

  private Path file(ForeignOnnx network) {
    return network.write(folder.resolve("in/theirs.onnx"));
  }

  private void refused(ForeignOnnx network, String words) {
    refused(network, description(Optional.empty()), words);
  }

  private void refused(ForeignOnnx network, Description said, String... words) {
    assertThatThrownBy(() -> backbones.add(file(network), said))
        .isInstanceOf(BackboneException.class)
        .hasMessageContainingAll(words);
    assertThat(Files.exists(folder.resolve("backbones/theirs"))).isFalse();
  }

  private static Description description(Optional<ImageShape> shape) {
    return described(shape, Optional.empty());
  }

  private static Description described(Optional<ImageShape> shape, Optional<String> features) {
    return new Description(
        "theirs", shape, HALVED, Optional.empty(), features, Optional.empty(), Optional.empty());
  }

  private Path home(Backbone backbone) {
    return folder.resolve("backbones").resolve(backbone.name());
  }
}
