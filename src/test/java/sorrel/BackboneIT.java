package sorrel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.backbone.Backbones;
import sorrel.backbone.domain.Backbone;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;
import sorrel.network.engine.Backend;
import sorrel.network.engine.OnnxRuntimeBackend;
import sorrel.network.engine.TensorFlowBackend;
import sorrel.training.engine.NativeLibrary;

/** A pretrained network and real photographs, from registration to an answer. */
class BackboneIT {
  private static final Path SHARED =
      Path.of(Optional.ofNullable(System.getenv("SORREL_SHARED")).orElse("../shared"))
          .resolve("data");
  private static final Path NETWORK = SHARED.resolve("backbones/mobilenet_v2_1.0_224");
  private static final Path PHOTOGRAPHS = SHARED.resolve("caltech97-ten.zip");
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Map<String, String> QUIET = Map.of("TF_CPP_MIN_LOG_LEVEL", "2");

  @TempDir Path folder;

  @Test
  void features_are_those_that_its_makers_publish_in_both_engines() throws IOException {
    assumeThat(NETWORK).as("the network is at " + NETWORK).exists();
    Backbones backbones = RegisteredNetworks.in(folder);
    Backbone added = BackboneCommand.addAsItIs(backbones, NETWORK);
    assertThat(added.features()).isEqualTo(1_280);
    assertThat(added.onnx()).isPresent();

    FloatBuffer scaled = floats(NETWORK.resolve("check/input_224_f32le.bin"));
    byte[] picture = new byte[added.input().size()];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (byte) Math.round((scaled.get(i) + 1) * 127.5f);
    }
    FloatBuffer expected = floats(NETWORK.resolve("check/features_f32le.bin"));
    for (Backend engine :
        List.of(new TensorFlowBackend(NativeLibrary::load, 1), new OnnxRuntimeBackend(2))) {
      try (Network network =
          engine.open(folder.resolve("backbones").resolve(added.name()), added.input())) {
        float[] features = network.features(picture, 1)[0];
        for (int i = 0; i < features.length; i++) {
          assertThat(features[i])
              .as("feature %d by %s", i, engine.name())
              .isCloseTo(expected.get(i), within(1e-3f));
        }
      }
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void photographs_are_told_apart_by_one_head_that_outlives_the_registration() throws Exception {
    assumeThat(NETWORK).as("the network is at " + NETWORK).exists();
    assumeThat(PHOTOGRAPHS).as("the photographs are at " + PHOTOGRAPHS).exists();
    Path data = Files.createDirectory(folder.resolve("data"));
    String token;
    String model;
    try (SorrelProcess process = SorrelProcess.start(data, QUIET)) {
      // The server runs already.
      BackboneCommand.addAsItIs(RegisteredNetworks.in(data), NETWORK);
      SorrelClient anonymous = new SorrelClient(process.address(), Optional.empty());
      anonymous.register("anna@example.org", "a long enough password");
      token = anonymous.logIn("anna@example.org", "a long enough password").token();
      SorrelClient client = anonymous.as(token);
      model = client.createModel("Things", 0.9).id();
      filled(client, model);

      Contract.Run run = trained(client, model);
      assertThat(run.state()).as("%s", run).isEqualTo("succeeded");
      assertThat(run.candidates()).filteredOn(each -> each.epochs() > 0).hasSize(1);
      Contract.Serving serving = client.model(model).serving().orElseThrow();
      assertThat(serving.architecture()).isEqualTo("mobilenet_v2_1.0_224");
      assertThat(serving.accuracy().orElseThrow().value()).isGreaterThanOrEqualTo(0.97);
      assertExportAnswersAlike(process, token, model);
      process.stop();
    }
    assertThat(RegisteredNetworks.in(data).remove("mobilenet_v2_1.0_224")).isTrue();
    try (SorrelProcess process = SorrelProcess.start(data, QUIET)) {
      SorrelClient client = new SorrelClient(process.address(), Optional.of(token));
      assertRight(client, model);
    }
  }

  /** With a picture of the network's own size, which nobody has to fit. */
  private void assertExportAnswersAlike(SorrelProcess process, String token, String model)
      throws Exception {
    ImageShape shape = new ImageShape(224, 224, 3);
    BufferedImage noise = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
    byte[] pixels = new byte[shape.size()];
    new Random(4).nextBytes(pixels);
    for (int i = 0; i < pixels.length; i++) {
      noise.getRaster().setSample(i / 3 % 224, i / 3 / 224, i % 3, pixels[i] & 0xff);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(noise, "png", png);
    SorrelClient client = new SorrelClient(process.address(), Optional.of(token));
    Path exported =
        ExportIT.unpacked(
            ExportIT.export(process.address(), token, model), folder.resolve("exported"));
    assertThat(exported.resolve("README.md")).content().contains("`model.onnx`", "saved_model/");
    ExportIT.answersAlike(exported, shape, client.classify(model, png.toByteArray()), pixels);
  }

  private static void filled(SorrelClient client, String model) {
    Contract.Task task = client.importZip(model, PHOTOGRAPHS, sent -> {});
    while (!task.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      task = client.task(task.id());
    }
    assertThat(task.status()).isEqualTo("succeeded");
  }

  private static Contract.Run trained(SorrelClient client, String model) {
    Contract.Run run = client.startRun(model, 0.9, Duration.ofMinutes(15));
    assertThat(run.candidates().getFirst().architecture()).isEqualTo("mobilenet_v2_1.0_224");
    while (!run.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      run = client.run(model, run.id());
    }
    return run;
  }

  /** Some testing pictures, of which nearly all must be right. */
  private static void assertRight(SorrelClient client, String model) throws IOException {
    try (ZipFile zip = new ZipFile(PHOTOGRAPHS.toFile())) {
      List<? extends ZipEntry> pictures =
          zip.stream()
              .filter(each -> each.getName().contains("testing/") && !each.isDirectory())
              .toList();
      int asked = 0;
      int right = 0;
      for (int i = 0; i < pictures.size(); i += 8) {
        try (InputStream in = zip.getInputStream(pictures.get(i))) {
          String[] names = pictures.get(i).getName().split("/", -1);
          Contract.Classification found = client.classify(model, in.readAllBytes());
          right += found.classes().getFirst().label().equals(names[names.length - 2]) ? 1 : 0;
          asked++;
        }
      }
      assertThat(right).as("of %d", asked).isGreaterThanOrEqualTo(asked - 2);
    }
  }

  private static FloatBuffer floats(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
