package sorrel.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes zips of small pictures for tests; the same seed makes the same picture. */
public final class TestZip {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);

  /** A picture of 8 x 8 pixels of noise as PNG. */
  public static byte[] picture(int seed) {
    return picture(seed, 8, 8, "png");
  }

  public static byte[] picture(int seed, int width, int height, String format) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, format, stream);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return out.toByteArray();
  }

  public TestZip with(String name, byte[] content) {
    try {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return this;
  }

  /** So many different pictures in a folder, made of the seeds from the first on. */
  public TestZip pictures(String folder, int firstSeed, int count) {
    for (int seed = firstSeed; seed < firstSeed + count; seed++) {
      with(folder + "/" + seed + ".png", picture(seed));
    }
    return this;
  }

  public byte[] bytes() {
    try {
      zip.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.toByteArray();
  }

  /** Writes the zip to a file that is there. */
  public Path into(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return file;
  }
}
