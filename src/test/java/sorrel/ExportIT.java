package sorrel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.kernel.ImageShape;
import sorrel.training.engine.NativeLibrary;
import sorrel.training.engine.PlainRuntimes;

/** What people download answers as the server does, without anything of Sorrel. */
class ExportIT {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final ImageShape SHAPE = new ImageShape(20, 20, 1);

  /** A picture whose score is next to that of a known one may be on either side of it. */
  private static final double STEP = 0.03;

  @TempDir Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void each_artefact_of_an_exported_version_gives_what_the_server_answers() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (SorrelProcess process = SorrelProcess.start(data, Map.of("TF_CPP_MIN_LOG_LEVEL", "2"))) {
      SorrelClient anonymous = new SorrelClient(process.address(), Optional.empty());
      anonymous.register("export@example.org", "a long enough password");
      String token = anonymous.logIn("export@example.org", "a long enough password").token();
      SorrelClient client = anonymous.as(token);
      String model = trained(client);
      byte[] zip = export(process.address(), token, model);
      Path exported = unpacked(zip, folder.resolve("exported"));
      assertThat(Arrays.equals(export(process.address(), token, model), zip)).isTrue();
      assertThat(exported.resolve("pipeline.json")).content().contains("\"height\" : 20");
      assertThat(exported.resolve("README.md")).content().contains("uint8 [n, 20, 20, 1]");
      Random random = new Random(3);
      for (int label = 0; label < DrawnPictures.CLASSES; label++) {
        byte[] picture = DrawnPictures.picture(label, random);
        answersAlike(exported, SHAPE, client.classify(model, picture), pixels(picture));
      }
      byte[] strange = noise(random);
      Contract.Classification answer = client.classify(model, strange);
      assertThat(answer.unknown()).isTrue();
      answersAlike(exported, SHAPE, answer, pixels(strange));
      assertThat(process.stop()).isEqualTo(143);
    }
  }

  private String trained(SorrelClient client) throws IOException {
    String model = client.createModel("Bars", 0.95).id();
    Contract.Task task =
        client.importZip(model, DrawnPictures.zip(folder.resolve("bars.zip"), 160), sent -> {});
    while (!task.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      task = client.task(task.id());
    }
    Contract.Run run = client.startRun(model, 0.95, Duration.ofMinutes(2));
    while (!run.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      run = client.run(model, run.id());
    }
    assertThat(run.state()).as("%s", run).isEqualTo("succeeded");
    return model;
  }

  static byte[] export(URI server, String token, String model) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response =
          http.send(
              HttpRequest.newBuilder(
                      server.resolve("/api/v1/models/" + model + "/versions/1/export"))
                  .header("Authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    }
  }

  static Path unpacked(byte[] bytes, Path exported) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = exported.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
    }
    return exported;
  }

  private static byte[] noise(Random random) throws IOException {
    BufferedImage image =
        new BufferedImage(SHAPE.width(), SHAPE.height(), BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < SHAPE.size(); i++) {
      image.getRaster().setSample(i % SHAPE.width(), i / SHAPE.width(), 0, random.nextInt(256));
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  /** A grey picture of the input's size, as pipeline.json says. */
  private static byte[] pixels(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    byte[] pixels = new byte[SHAPE.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) image.getRaster().getSample(i % SHAPE.width(), i / SHAPE.width(), 0);
    }
    return pixels;
  }

  /** Both artefacts say of prepared pixels what the server said of the picture. */
  static void answersAlike(
      Path exported, ImageShape shape, Contract.Classification answer, byte[] pixels)
      throws IOException {
    NativeLibrary.load();
    List<String> labels = Files.readAllLines(exported.resolve("labels.txt"));
    Map<String, float[][]> saved =
        PlainRuntimes.savedModel(exported.resolve("saved_model"), shape, pixels);
    Map<String, float[][]> onnx = PlainRuntimes.onnx(exported.resolve("model.onnx"), shape, pixels);
    float[] one = saved.get("probabilities")[0];
    float[] other = onnx.get("probabilities")[0];
    for (Map<String, float[][]> outputs : List.of(saved, onnx)) {
      double familiarity = outputs.get("familiarity")[0][0];
      assertThat(familiarity).isCloseTo(answer.familiarity().orElseThrow(), within(STEP));
      assertThat(outputs.get("unknown")[0][0] == 1).isEqualTo(answer.unknown());
    }
    assertThat(answer.classes()).hasSameSizeAs(labels);
    for (Contract.Likelihood share : answer.classes()) {
      int place = labels.indexOf(share.label());
      assertThat((double) one[place]).isCloseTo(share.probability(), within(1e-5));
      assertThat((double) other[place]).isCloseTo(share.probability(), within(1e-5));
    }
  }
}
