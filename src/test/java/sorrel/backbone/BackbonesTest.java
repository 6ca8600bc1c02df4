package sorrel.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.backbone.domain.Backbone;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.domain.Description;
import sorrel.backbone.domain.Freezer;
import sorrel.backbone.domain.Frozen;
import sorrel.backbone.domain.Scaling;
import sorrel.backbone.engine.NetworkFreezer;
import sorrel.backbone.store.BackboneFolder;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Sha256;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkLoader;
import sorrel.network.engine.Backend;
import sorrel.network.engine.FasterNetworkLoader;
import sorrel.network.engine.OnnxRuntimeBackend;
import sorrel.network.engine.TensorFlowBackend;
import sorrel.platform.serialization.Json;
import sorrel.training.engine.NativeLibrary;

final class BackbonesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final ImageShape SHAPE = new ImageShape(16, 16, 3);
  private static final NetworkLoader TENSORFLOW =
      with(new TensorFlowBackend(NativeLibrary::load, 1));
  private static final NetworkLoader ONNX_RUNTIME = with(new OnnxRuntimeBackend(1));

  @TempDir Path folder;
  private Backbones backbones;

  @BeforeEach
  void open() {
    backbones = opened();
  }

  private static NetworkLoader with(Backend engine) {
    return new FasterNetworkLoader(List.of(engine), Duration.ZERO, _ -> {});
  }

  @Test
  void features_are_those_of_the_network_on_scaled_pixels_in_both_engines() {
    Scaling scaling = new Scaling(List.of(0.5, 0.25, 0.125), List.of(-1.0));
    Backbone added = added(TinyNetworks.means(folder.resolve("in"), 16), said("means", scaling));
    featuresOf(added, TENSORFLOW);
    featuresOf(added, ONNX_RUNTIME);
  }

  private void featuresOf(Backbone added, NetworkLoader loader) {

    byte[] pictures = new byte[2 * SHAPE.size()];
    Arrays.fill(pictures, 0, SHAPE.size(), (byte) 8);
    Arrays.fill(pictures, SHAPE.size(), pictures.length, (byte) 240);
    try (Network network = loader.load(home(added), SHAPE)) {
      float[][] features = network.features(pictures, 2);
      assertThat(features[0]).containsExactly(new float[] {6, 2, 0}, within(1e-5f));
      assertThat(features[1]).containsExactly(new float[] {238, 118, 58}, within(1e-4f));
    }
  }

  @Test
  void what_was_found_out_is_there_for_the_next_process() throws IOException {
    Backbone added = added(TinyNetworks.means(folder.resolve("in"), 16), said("means"));

    assertThat(opened().list()).containsExactly(added);
    assertThat(added.input()).isEqualTo(SHAPE);
    assertThat(added.inputTensor()).isEqualTo("pictures:0");
    assertThat(added.featuresTensor()).isEqualTo("pooled:0");
    assertThat(added.features()).isEqualTo(3);
    assertThat(added.parameters()).as("those of the part that is kept").isEqualTo(3);
    assertThat(added.outputs()).contains("logits [-1, 3]");
    assertThat(added.millisPerPicture()).isPositive();
    Path home = home(added);
    assertThat(added.network()).contains(hash(home.resolve("saved_model.pb")));
    assertThat(added.onnx()).contains(hash(home.resolve("model.onnx")));
    assertThat(added.addedAt()).isEqualTo(NOW);
  }

  @Test
  void a_manifest_from_before_there_was_onnx_is_read() throws IOException {
    Backbone added = added(TinyNetworks.means(folder.resolve("in"), 16), said("means"));
    Path manifest = home(added).resolve("backbone.json");
    Files.writeString(
        manifest, Files.readString(manifest).replaceAll("\"onnx\" : \"[0-9a-f]+\",", ""));

    assertThat(opened().list()).singleElement().returns(Optional.empty(), Backbone::onnx);
  }

  @Test
  void a_network_that_onnx_cannot_say_is_kept_as_saved_model_only() {
    Backbones.Added added =
        backbones.add(TinyNetworks.cosines(folder.resolve("in")), said("cosines"));

    assertThat(added.rehearsed().withoutOnnx())
        .contains("ONNX files cannot be made with the operation Cos");
    assertThat(added.rehearsed().onnxMillis()).isEmpty();
    assertThat(added.backbone().onnx()).isEmpty();
    assertThat(home(added.backbone()).resolve("model.onnx")).doesNotExist();
  }

  @Test
  void an_onnx_file_that_gives_other_features_is_not_kept() {
    Freezer careless =
        (from, said, to) -> {
          Frozen frozen = new NetworkFreezer(NativeLibrary::load).freeze(from, said, to);
          Path other = TinyNetworks.frozenOnnx(TinyNetworks.means(folder.resolve("other"), 16, 3));
          try {
            Files.copy(other, to.resolve("model.onnx"), StandardCopyOption.REPLACE_EXISTING);
          } catch (IOException failure) {
            throw new AssertionError(failure);
          }
          return frozen;
        };
    Backbones.Added added =
        opened(careless).add(TinyNetworks.means(folder.resolve("in"), 16), said("means"));

    assertThat(added.rehearsed().withoutOnnx())
        .contains("its translation to ONNX gives other features");
    assertThat(home(added.backbone()).resolve("model.onnx")).doesNotExist();
    assertThat(backbones.list()).containsExactly(added.backbone());
  }

  @Test
  void weights_in_variables_are_refused_with_a_way_out() {
    refused(
        () -> backbones.add(TinyNetworks.unfrozen(folder.resolve("in")), said("unfrozen")),
        "are variables",
        "convert_variables_to_constants_v2");
  }

  @Test
  void another_output_can_be_chosen_by_its_name_or_its_tensors() {
    Path from = TinyNetworks.means(folder.resolve("in"), 16);

    assertThat(added(from, said("a", "logits")).featuresTensor()).isEqualTo("logits:0");
    assertThat(added(from, said("b", "logits:0")).features()).isEqualTo(3);
    refused(() -> backbones.add(from, said("c", "nothing")), "no 'nothing:0'");
  }

  @Test
  void an_output_with_a_number_for_each_pixel_is_no_feature() {
    Path from = TinyNetworks.means(folder.resolve("in"), 64);
    refused(() -> backbones.add(from, said("map", "map")), "12,288 numbers");
  }

  @Test
  void a_network_that_does_not_say_its_size_is_asked_for() {
    Path from = TinyNetworks.means(folder.resolve("in"), -1);

    refused(() -> backbones.add(from, said("means")), "--input 224x224x3");
    assertThat(added(from, sized("means", new ImageShape(32, 32, 3))).input().height())
        .isEqualTo(32);
    refused(
        () -> backbones.add(from, sized("grey", new ImageShape(32, 32, 1))), "its input is [-1");
  }

  @Test
  void a_file_that_is_no_network_is_refused() throws IOException {
    Path from = Files.createDirectories(folder.resolve("in"));
    refused(() -> backbones.add(from, said("none")), "no saved_model.pb and no ONNX file");
    refused(() -> backbones.add(from.resolve("nothing"), said("none")), "There is no");
    Files.writeString(from.resolve("one.onnx"), "onnx");
    refused(() -> backbones.add(from, said("none")), "not an ONNX file");
    Files.writeString(from.resolve("other.onnx"), "onnx");
    refused(() -> backbones.add(from, said("none")), "several ONNX files");
    Path text = Files.writeString(from.resolve("network.txt"), "onnx");
    refused(() -> backbones.add(text, said("none")), "neither");
    Files.writeString(from.resolve("saved_model.pb"), "not a network at all");
    refused(() -> backbones.add(from, said("none")), "not a SavedModel");
  }

  @Test
  void names_that_lead_elsewhere_are_refused() {
    Path from = TinyNetworks.means(folder.resolve("in"), 16);
    for (String name : List.of("../out", "", ".hidden", "a/b", "a".repeat(65))) {
      refused(() -> backbones.add(from, said(name)), "A name has");
      assertThat(backbones.remove(name)).isFalse();
    }
  }

  @Test
  void scaling_has_a_number_for_each_channel_or_one_for_all() {
    Path from = TinyNetworks.means(folder.resolve("in"), 16);
    Scaling two = new Scaling(List.of(1.0, 1.0), List.of(0.0));
    refused(() -> backbones.add(from, said("means", two)), "not 2");
    Scaling none = new Scaling(List.of(0.0), List.of(0.0));
    refused(() -> backbones.add(from, said("means", none)), "scale of 0");
  }

  @Test
  void a_name_is_free_again_once_its_network_is_removed() {
    Path from = TinyNetworks.means(folder.resolve("in"), 16);
    backbones.add(from, said("means"));

    refused(() -> backbones.add(from, said("means")), "already");
    assertThat(backbones.remove("means")).isTrue();
    assertThat(backbones.list()).isEmpty();
    backbones.add(from, said("means"));
    assertThat(backbones.list()).hasSize(1);
  }

  @Test
  void a_manifest_that_cannot_be_read_hides_only_its_own_network() throws IOException {
    Path from = TinyNetworks.means(folder.resolve("in"), 16);
    backbones.add(from, said("good"));
    backbones.add(from, said("spoilt"));
    Files.writeString(folder.resolve("backbones/spoilt/backbone.json"), "{}");
    Files.createDirectories(folder.resolve("backbones/empty"));

    assertThat(backbones.list()).extracting(Backbone::name).containsExactly("good");
  }

  private Backbone added(Path from, Description said) {
    return backbones.add(from, said).backbone();
  }

  private static Sha256 hash(Path file) throws IOException {
    return Sha256.of(Files.readAllBytes(file));
  }

  private Backbones opened() {
    return opened(new NetworkFreezer(NativeLibrary::load));
  }

  private Backbones opened(Freezer freezer) {
    return new Backbones(
        new BackboneFolder(folder.resolve("backbones"), Json.mapper()),
        freezer,
        new Rehearsal(TENSORFLOW, ONNX_RUNTIME),
        () -> NOW);
  }

  /** Refuses in words, and leaves nothing behind. */
  private void refused(ThrowingCallable attempt, String... words) {
    assertThatThrownBy(attempt)
        .isInstanceOf(BackboneException.class)
        .hasMessageContainingAll(words);
    Path home = folder.resolve("backbones");
    if (Files.exists(home)) {
      try (Stream<Path> left = Files.list(home)) {
        assertThat(left).noneMatch(each -> each.getFileName().toString().startsWith("."));
      } catch (IOException failure) {
        throw new AssertionError(failure);
      }
    }
  }

  private static Description said(String name) {
    return said(name, Scaling.SYMMETRIC);
  }

  private static Description said(String name, Scaling scaling) {
    return description(name, Optional.empty(), scaling, Optional.empty());
  }

  private static Description said(String name, String features) {
    return description(name, Optional.empty(), Scaling.SYMMETRIC, Optional.of(features));
  }

  private static Description sized(String name, ImageShape shape) {
    return description(name, Optional.of(shape), Scaling.SYMMETRIC, Optional.empty());
  }

  private static Description description(
      String name, Optional<ImageShape> shape, Scaling scaling, Optional<String> features) {
    return new Description(
        name, shape, scaling, Optional.empty(), features, Optional.empty(), Optional.empty());
  }

  private Path home(Backbone backbone) {
    return folder.resolve("backbones").resolve(backbone.name());
  }
}
