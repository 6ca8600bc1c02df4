package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.backbone.TinyNetworks;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.dataset.TestZip;
import sorrel.kernel.ImageShape;

/** A registered network whose features say nothing is trained further until they do. */
class FineTuningIT {
  private static final int SIDE = 72;
  private static final int PICTURES = 120;
  private static final Duration POLL = Duration.ofMillis(100);

  @TempDir Path folder;
  private String token;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void a_network_that_cannot_tell_classes_apart_learns_to_and_serves() throws Exception {
    Path network = TinyNetworks.brightness(folder.resolve("brightness"), SIDE);
    Path data = Files.createDirectory(folder.resolve("data"));
    try (SorrelProcess process = SorrelProcess.start(data, Map.of("TF_CPP_MIN_LOG_LEVEL", "2"))) {
      BackboneCommand.addAsItIs(RegisteredNetworks.in(data), network);
      SorrelClient client = client(process.address());
      String model = client.createModel("Stripes", 0.9).id();
      imported(client, model);

      Contract.Run run = trained(client, model);
      List<Contract.Candidate> candidates = run.candidates();
      assertThat(candidates.get(0).architecture()).isEqualTo("brightness");
      assertThat(candidates.get(0).accuracy().orElseThrow().value()).isLessThan(0.8);
      assertThat(candidates.get(1).architecture()).isEqualTo("brightness, fine-tuned");
      assertThat(candidates.get(1).accuracy().orElseThrow().value()).isGreaterThan(0.9);
      assertThat(run.ending()).contains("target-reached");
      Contract.Serving serving = client.model(model).serving().orElseThrow();
      assertThat(serving.architecture()).isEqualTo("brightness, fine-tuned");

      byte[] picture = picture(true, 1_000);
      Contract.Classification answer = client.classify(model, picture);
      assertThat(answer.classes().getFirst().label()).isEqualTo("rows");
      Path exported =
          ExportIT.unpacked(
              ExportIT.export(process.address(), token, model), folder.resolve("exported"));
      ExportIT.answersAlike(
          exported, new ImageShape(SIDE, SIDE, 3), answer, pixels(image(true, 1_000)));
    }
  }

  private SorrelClient client(URI address) throws Exception {
    SorrelClient anonymous = new SorrelClient(address, Optional.empty());
    anonymous.register("anna@example.org", "a long enough password");
    token = anonymous.logIn("anna@example.org", "a long enough password").token();
    return anonymous.as(token);
  }

  private void imported(SorrelClient client, String model) throws Exception {
    TestZip zip = new TestZip();
    for (int i = 0; i < PICTURES; i++) {
      zip.with("rows/%d.png".formatted(i), picture(true, i));
      zip.with("columns/%d.png".formatted(i), picture(false, i));
    }
    Contract.Task task =
        client.importZip(
            model, zip.into(Files.createFile(folder.resolve("stripes.zip"))), sent -> {});
    while (!task.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      task = client.task(task.id());
    }
    assertThat(task.status()).isEqualTo("succeeded");
  }

  private static Contract.Run trained(SorrelClient client, String model) throws Exception {
    Contract.Run run = client.startRun(model, 0.9, Duration.ofMinutes(2));
    while (!run.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      run = client.run(model, run.id());
    }
    assertThat(run.state()).as("%s", run).isEqualTo("succeeded");
    return run;
  }

  /** Stripes somewhere, of some strength, and noise. */
  private static BufferedImage image(boolean rows, int seed) {
    Random random = new Random(2L * seed + (rows ? 1 : 0));
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    int phase = random.nextInt(4);
    int strength = 30 + random.nextInt(40);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean bright = ((rows ? y : x) + phase) / 2 % 2 == 0;
        for (int channel = 0; channel < 3; channel++) {
          int value = 128 + (bright ? strength : -strength) + random.nextInt(41) - 20;
          image.getRaster().setSample(x, y, channel, value);
        }
      }
    }
    return image;
  }

  private static byte[] picture(boolean rows, int seed) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image(rows, seed), "png", png);
    return png.toByteArray();
  }

  private static byte[] pixels(BufferedImage image) {
    byte[] pixels = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) image.getRaster().getSample(i / 3 % SIDE, i / 3 / SIDE, i % 3);
    }
    return pixels;
  }
}
