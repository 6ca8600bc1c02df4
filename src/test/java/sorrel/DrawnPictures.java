package sorrel;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small grey pictures of bars, different in each picture, that a network learns to tell apart. */
final class DrawnPictures {
  static final int CLASSES = 4;
  private static final int SIDE = 20;

  private DrawnPictures() {}

  /** A zip with class folders, so many pictures in each. */
  static Path zip(Path file, int perClass) throws IOException {
    return zip(file, perClass, 0, CLASSES);
  }

  /** The same with the classes from one to before another. */
  static Path zip(Path file, int perClass, int from, int until) throws IOException {
    return zip(file, perClass, from, until, label -> "class " + label);
  }

  /** The same in folders of other names, which may be wrong; other pictures for each name. */
  static Path zip(Path file, int perClass, int from, int until, IntFunction<String> folder)
      throws IOException {
    Random random = new Random(folder.apply(from).hashCode());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < perClass; i++) {
        for (int label = from; label < until; label++) {
          zip.putNextEntry(new ZipEntry(folder.apply(label) + "/" + i + "-" + label + ".png"));
          zip.write(picture(label, random));
          zip.closeEntry();
        }
      }
    }
    return file;
  }

  /** A PNG: a bar that stands, lies, rises or falls, on noise. */
  static byte[] picture(int label, Random random) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    int shift = random.nextInt(7) - 3;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int across =
            switch (label) {
              case 0 -> x - SIDE / 2;
              case 1 -> y - SIDE / 2;
              case 2 -> (x + y - SIDE) / 2;
              default -> (x - y) / 2;
            };
        boolean ink = Math.abs(across - shift) < 2;
        int grey = Math.clamp((ink ? 220 : 40) + random.nextInt(40), 0, 255);
        image.getRaster().setSample(x, y, 0, grey);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
