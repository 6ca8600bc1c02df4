package sorrel.training;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.training.domain.ImageSource;

/** Pictures of one grey each. */
final class FakeImages implements ImageSource {
  static final int SIDE = 12;

  private final List<LabelledImage> images = new ArrayList<>();
  private int missing;
  private int readings;

  FakeImages add(ClassId classId, Split split, int grey) {
    return add(classId, split, picture(grey));
  }

  FakeImages add(ClassId classId, Split split, byte[] file) {
    images.add(
        new LabelledImage(new Entry(classId, split, Sha256.of(file), Sha256.of(file)), file));
    return this;
  }

  FakeImages addUnreadable(ClassId classId) {
    return add(classId, Split.TRAINING, "not a picture".getBytes(StandardCharsets.UTF_8));
  }

  /** So many are counted and then removed before they are read. */
  void removed(int count) {
    missing = count;
  }

  /** How often all pictures were read. */
  int readings() {
    return readings;
  }

  @Override
  public Map<ClassId, Integer> counts(ModelId model, Instant until) {
    Map<ClassId, Integer> counts = new HashMap<>();
    images.forEach(image -> counts.merge(image.entry().classId(), 1, Integer::sum));
    if (missing > 0) {
      counts.merge(images.getFirst().entry().classId(), missing, Integer::sum);
    }
    return counts;
  }

  @Override
  public void forEach(
      ModelId model, Instant until, Predicate<Entry> wanted, Consumer<LabelledImage> consumer) {
    readings++;
    images.stream().filter(image -> wanted.test(image.entry())).forEach(consumer);
  }

  static byte[] picture(int grey) {
    return picture(grey, 0);
  }

  /** One of many pictures of a grey, which differ a little. */
  static byte[] picture(int grey, int variant) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int bit = variant >> (y * SIDE + x) & (y * SIDE + x < Integer.SIZE ? 1 : 0);
        image.getRaster().setSample(x, y, 0, grey + bit);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", file);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return file.toByteArray();
  }
}
