package sorrel.picture;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Counts the pictures of a zip that are nearly the same as others, and copies that are found. */
public final class KinBenchmark {
  private static final int KEPT = 1 << 17;

  /** An import decodes pictures for no more than this. */
  private static final int SIDE = 64;

  /** Copies are made of pictures that have these many pixels each way, so that cuts are cuts. */
  private static final int COPIED_SIDE_MIN = 64;

  /** So many pictures are copied at most, of all over the zip. */
  private static final int COPIED_MAX = 200;

  private final PictureReader reader = new PictureReader(PictureLimits.DEFAULT);
  private final FingerprintIndex index = new FingerprintIndex(KEPT);
  private final Map<Integer, Integer> groups = new HashMap<>();
  private final Map<String, Integer> found = new LinkedHashMap<>();
  private int copied;

  /** One way of coming by a copy. */
  private interface Copy {
    byte[] of(BufferedImage image) throws IOException;
  }

  private static Map<String, Copy> copies() {
    Map<String, Copy> copies = new LinkedHashMap<>();
    copies.put("saved again at quality 60", image -> jpeg(image, 0.6f));
    copies.put("made smaller, to 70 %", image -> png(scaled(image)));
    copies.put("8 % brighter", image -> png(brighter(image)));
    copies.put("moved by a pixel", image -> png(cut(image, 1, 0, 0, 0)));
    copies.put("3 % cut off all around", image -> png(cut(image, 0, 0.03, 0.03, 0.03)));
    copies.put("3 % cut off at one corner", image -> png(cut(image, 0, 0.03, 0.03, 0)));
    return copies;
  }

  /**
   * Prints the figures of a zip.
   *
   * @throws IOException when the zip cannot be read
   */
  public static void run(PrintStream out, Path zip) throws IOException {
    KinBenchmark benchmark = new KinBenchmark();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      benchmark.group(file);
      benchmark.copy(file);
    }
    benchmark.print(out, zip);
  }

  private void group(ZipFile zip) throws IOException {
    for (ZipEntry entry : entries(zip)) {
      Optional<Fingerprint> print = print(bytes(zip, entry));
      if (print.isPresent()) {
        OptionalInt near = index.firstNear(print.get());
        groups.merge(near.orElseGet(() -> index.add(print.get())), 1, Integer::sum);
      }
    }
  }

  private void copy(ZipFile zip) throws IOException {
    List<? extends ZipEntry> entries = entries(zip);
    int step = Math.max(1, Math.ceilDiv(entries.size(), COPIED_MAX));
    for (int i = 0; i < entries.size(); i += step) {
      byte[] file = bytes(zip, entries.get(i));
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      Optional<Fingerprint> print = print(file);
      if (image != null
          && print.isPresent()
          && Math.min(image.getWidth(), image.getHeight()) >= COPIED_SIDE_MIN) {
        copied++;
        for (Map.Entry<String, Copy> copy : copies().entrySet()) {
          boolean same =
              print(copy.getValue().of(upright(image))).filter(print.get()::isNear).isPresent();
          found.merge(copy.getKey(), same ? 1 : 0, Integer::sum);
        }
      }
    }
  }

  private Optional<Fingerprint> print(byte[] file) {
    if (reader.read(file, SIDE) instanceof Reading.Readable readable) {
      return Fingerprint.of(readable.picture());
    }
    return Optional.empty();
  }

  private void print(PrintStream out, Path zip) {
    int alike = groups.values().stream().filter(size -> size > 1).mapToInt(size -> size).sum();
    int largest = groups.values().stream().mapToInt(size -> size).max().orElse(0);
    long many = groups.values().stream().filter(size -> size > 1).count();
    int all = groups.values().stream().mapToInt(size -> size).sum();
    out.printf(
        Locale.ROOT,
        "%s: of %,d pictures with something to see, %,d (%.2f %%) in %,d groups; largest %d%n",
        zip.getFileName(),
        all,
        alike,
        100.0 * alike / Math.max(1, all),
        many,
        largest);
    found.forEach(
        (copy, times) ->
            out.printf(
                Locale.ROOT,
                "  %s: %d of %d found, %.0f %%%n",
                copy,
                times,
                copied,
                100.0 * times / copied));
  }

  private static List<? extends ZipEntry> entries(ZipFile zip) {
    List<ZipEntry> entries = new ArrayList<>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      if (!entry.isDirectory()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static BufferedImage upright(BufferedImage image) {
    return drawn(image, image.getWidth(), image.getHeight());
  }

  private static BufferedImage scaled(BufferedImage image) {
    int width = Math.round(0.7f * image.getWidth());
    int height = Math.round(0.7f * image.getHeight());
    return drawn(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), width, height);
  }

  private static BufferedImage drawn(Image image, int width, int height) {
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    drawn.createGraphics().drawImage(image, 0, 0, null);
    return drawn;
  }

  private static BufferedImage brighter(BufferedImage image) {
    return new RescaleOp(1.08f, 0, null).filter(image, null);
  }

  /** Shares of the height and width that go, and pixels at the left. */
  private static BufferedImage cut(
      BufferedImage image, int pixels, double top, double left, double others) {
    int x = pixels + (int) (left * image.getWidth());
    int y = (int) (top * image.getHeight());
    return image.getSubimage(
        x,
        y,
        image.getWidth() - x - (int) (others * image.getWidth()),
        image.getHeight() - y - (int) (others * image.getHeight()));
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static byte[] jpeg(BufferedImage image, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var target = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.setOutput(target);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
