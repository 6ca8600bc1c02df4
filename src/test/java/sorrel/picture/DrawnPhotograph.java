package sorrel.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Colourful scenes drawn by a seed, and what happens to photographs on their way. */
public final class DrawnPhotograph {
  private static final int WIDTH = 240;
  private static final int HEIGHT = 180;
  private static final int THINGS = 24;

  private DrawnPhotograph() {}

  /** A sky, a ground and some things; the same seed gives the same. */
  public static BufferedImage of(long seed) {
    Random random = new Random(seed);
    BufferedImage image = blank();
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setColor(colour(random));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    canvas.setColor(colour(random));
    canvas.fillRect(0, HEIGHT / 3 + random.nextInt(HEIGHT / 3), WIDTH, HEIGHT);
    for (int i = 0; i < THINGS; i++) {
      canvas.setColor(colour(random));
      double x = random.nextDouble() * WIDTH;
      double y = random.nextDouble() * HEIGHT;
      double wide = 15 + random.nextDouble() * 60;
      double high = 15 + random.nextDouble() * 60;
      canvas.fill(
          random.nextBoolean()
              ? new Ellipse2D.Double(x - wide / 2, y - high / 2, wide, high)
              : new Rectangle2D.Double(x - wide / 2, y - high / 2, wide, high));
    }
    return image;
  }

  public static BufferedImage blank() {
    return new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
  }

  private static Color colour(Random random) {
    return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  static BufferedImage scaled(BufferedImage image, double factor) {
    int width = (int) Math.round(image.getWidth() * factor);
    int height = (int) Math.round(image.getHeight() * factor);
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = scaled.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    canvas.drawImage(image, 0, 0, width, height, null);
    return scaled;
  }

  /** Without so many pixels of each edge. */
  static BufferedImage cropped(BufferedImage image, int left, int top, int right, int bottom) {
    return image.getSubimage(
        left, top, image.getWidth() - left - right, image.getHeight() - top - bottom);
  }

  static BufferedImage brighter(BufferedImage image, double factor) {
    BufferedImage brighter = blank();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color colour = new Color(image.getRGB(x, y));
        brighter.setRGB(
            x,
            y,
            new Color(
                    brighter(colour.getRed(), factor),
                    brighter(colour.getGreen(), factor),
                    brighter(colour.getBlue(), factor))
                .getRGB());
      }
    }
    return brighter;
  }

  private static int brighter(int level, double factor) {
    return (int) Math.min(255, Math.round(level * factor));
  }

  /** Moved down and to the right, the edge left as it was. */
  public static BufferedImage shifted(BufferedImage image, int pixels) {
    BufferedImage shifted = blank();
    Graphics2D canvas = shifted.createGraphics();
    canvas.drawImage(image, 0, 0, null);
    canvas.drawImage(image, pixels, pixels, null);
    return shifted;
  }

  /** Without its colours. */
  static BufferedImage grey(BufferedImage image) {
    BufferedImage grey = blank();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color colour = new Color(image.getRGB(x, y));
        int level =
            (299 * colour.getRed() + 587 * colour.getGreen() + 114 * colour.getBlue()) / 1000;
        grey.setRGB(x, y, new Color(level, level, level).getRGB());
      }
    }
    return grey;
  }

  public static byte[] png(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", stream);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /**
   * Saved as JPEG.
   *
   * @param quality 0 to 1
   */
  public static byte[] jpeg(BufferedImage image, float quality) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
