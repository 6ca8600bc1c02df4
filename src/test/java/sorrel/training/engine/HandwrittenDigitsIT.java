package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Part;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.PictureStatistics;
import sorrel.training.domain.Progress;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.RoundOrder;
import sorrel.training.domain.RoundOutcome;
import sorrel.training.domain.TrainingData;

/** Real pictures: 5,000 handwritten digits are learned to the accuracy that others publish. */
class HandwrittenDigitsIT {
  private static final ImageShape SHAPE = new ImageShape(28, 28, 1);

  @TempDir Path folder;

  @Test
  void five_thousand_digits_are_enough_for_ninety_eight_percent() throws IOException {
    TrainingData data = read("mnist-sub500x100.zip");
    int images = data.count(Part.TRAINING);
    Architecture network = Architectures.candidates(SHAPE, 10, images, false).get(1);
    Augmentation augmentation = Augmentation.suited(PictureStatistics.of(data));
    assertThat(augmentation.flip()).isFalse();
    Recipe suited = Recipe.forDataset(network, images, augmentation, 1);
    // A third of the plan keeps the test short.
    Recipe recipe =
        new Recipe(
            9,
            suited.batch(),
            suited.peakLearningRate(),
            suited.weightDecay(),
            augmentation,
            suited.labelSmoothing(),
            suited.seed());
    TensorFlowTrainingEngine engine = new TensorFlowTrainingEngine(TrainingThreads.all());
    Path checkpoint = folder.resolve("checkpoint");
    RoundOutcome outcome =
        engine.train(
            new RoundOrder(network, recipe, Optional.empty(), checkpoint, 9),
            data,
            Progress.IGNORED);
    assertThat(outcome).isInstanceOf(RoundOutcome.Finished.class);
    assertThat(engine.score(network, checkpoint, data, Part.TESTING).accuracy())
        .isGreaterThan(0.98);
  }

  private static TrainingData read(String name) throws IOException {
    Path shared = Path.of(Optional.ofNullable(System.getenv("SORREL_SHARED")).orElse("../shared"));
    Path file = shared.resolve("data").resolve(name);
    assumeThat(Files.exists(file)).as("the digits are at " + file).isTrue();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries =
          zip.stream()
              .filter(entry -> entry.getName().endsWith(".png"))
              .sorted(Comparator.comparing(ZipEntry::getName))
              .toList();
      byte[] pixels = new byte[entries.size() * SHAPE.size()];
      int[] labels = new int[entries.size()];
      boolean[] testing = new boolean[entries.size()];
      for (int i = 0; i < labels.length; i++) {
        String[] names = entries.get(i).getName().split("/", -1);
        testing[i] = names[names.length - 3].equals("testing");
        labels[i] = Integer.parseInt(names[names.length - 2]);
        try (InputStream in = zip.getInputStream(entries.get(i))) {
          BufferedImage picture = ImageIO.read(in);
          for (int at = 0; at < SHAPE.size(); at++) {
            pixels[i * SHAPE.size() + at] =
                (byte) picture.getRaster().getSample(at % 28, at / 28, 0);
          }
        }
      }
      return new TrainingData(
          SHAPE,
          MemorySegment.ofArray(pixels),
          labels,
          places(labels.length, i -> !testing[i] && i % 10 != 0),
          places(labels.length, i -> !testing[i] && i % 10 == 0),
          places(labels.length, i -> testing[i]));
    }
  }

  private static int[] places(int count, IntPredicate wanted) {
    return IntStream.range(0, count).filter(wanted).toArray();
  }
}
