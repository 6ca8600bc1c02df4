package sorrel.cli.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/**
 * Pictures of shapes that differ in all but the shape: place, size, turn, outline or filled,
 * colours, a background of lines, noise. The same seed gives the same pictures.
 *
 * @param seed of the whole set; sets with different seeds share no picture
 */
public record ShapePictures(long seed) {
  /** Width and height in pixels: enough to tell the shapes apart, little to train with. */
  public static final int SIZE = 48;

  private static final int BACKGROUND_LINES_MAX = 7;
  private static final int NOISE_MAX = 14;

  /** In hue, of a circle of 1; nearer ones would hide the shape. */
  private static final double HUE_APART_MIN = 0.2;

  /** One picture as a PNG file; {@code number} tells pictures of the same shape apart. */
  public byte[] png(Shape shape, int number) {
    // A seed of its own for each picture, so that any one can be drawn without the others.
    long which = Integer.toUnsignedLong((shape.label() + "-" + number).hashCode());
    RandomGenerator random = new SplittableRandom(seed << Integer.SIZE ^ which);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(draw(shape, random), "png", png);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return png.toByteArray();
  }

  /** Writes a zip with a folder for each class. */
  public void writeZip(Path zip, int picturesEach) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Shape shape : Shape.values()) {
        for (int number = 0; number < picturesEach; number++) {
          out.putNextEntry(
              new ZipEntry("%s/%s-%03d.png".formatted(shape.label(), shape.label(), number)));
          out.write(png(shape, number));
          out.closeEntry();
        }
      }
    }
  }

  private static BufferedImage draw(Shape shape, RandomGenerator random) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    float backgroundHue = random.nextFloat();
    boolean darkGround = random.nextBoolean();
    drawBackground(canvas, backgroundHue, darkGround, random);
    drawShape(canvas, shape, backgroundHue, darkGround, random);
    canvas.dispose();
    addNoise(image, random.nextInt(2, NOISE_MAX), random);
    return image;
  }

  private static void drawBackground(
      Graphics2D canvas, float hue, boolean dark, RandomGenerator random) {
    float brightness = dark ? random.nextFloat(0.15f, 0.4f) : random.nextFloat(0.75f, 1f);
    canvas.setColor(Color.getHSBColor(hue, random.nextFloat(0.1f, 0.5f), brightness));
    canvas.fillRect(0, 0, SIZE, SIZE);
    int lines = random.nextInt(BACKGROUND_LINES_MAX);
    for (int i = 0; i < lines; i++) {
      // Near the ground's own colour: a texture, not a shape.
      float shade = Math.clamp(brightness + random.nextFloat(-0.12f, 0.12f), 0f, 1f);
      canvas.setColor(Color.getHSBColor(hue, random.nextFloat(0.1f, 0.5f), shade));
      canvas.setStroke(new BasicStroke(random.nextFloat(0.5f, 3f)));
      canvas.draw(
          new Line2D.Double(
              random.nextDouble(SIZE),
              random.nextDouble(SIZE),
              random.nextDouble(SIZE),
              random.nextDouble(SIZE)));
    }
  }

  private static void drawShape(
      Graphics2D canvas,
      Shape shape,
      float backgroundHue,
      boolean darkGround,
      RandomGenerator random) {
    double radius = SIZE * random.nextDouble(0.22, 0.4);
    double room = SIZE / 2.0 - radius - 1;
    AffineTransform place = new AffineTransform();
    place.translate(
        SIZE / 2.0 + random.nextDouble(-room, room), SIZE / 2.0 + random.nextDouble(-room, room));
    place.rotate(random.nextDouble(2 * Math.PI));
    place.scale(radius, radius * random.nextDouble(0.85, 1));
    java.awt.Shape outline = place.createTransformedShape(shape.outline());
    float hue = (float) (backgroundHue + random.nextDouble(HUE_APART_MIN, 1 - HUE_APART_MIN));
    float brightness = darkGround ? random.nextFloat(0.75f, 1f) : random.nextFloat(0.2f, 0.6f);
    canvas.setColor(Color.getHSBColor(hue, random.nextFloat(0.5f, 1f), brightness));
    // A ring is told from a circle by its hole, so an unfilled circle would be one: both are
    // filled.
    boolean filled = shape == Shape.RING || shape == Shape.CIRCLE || random.nextInt(3) > 0;
    if (filled) {
      canvas.fill(outline);
    } else {
      canvas.setStroke(
          new BasicStroke(random.nextFloat(2f, 4f), BasicStroke.CAP_ROUND, BasicStroke.JOIN_MITER));
      canvas.draw(outline);
    }
  }

  private static void addNoise(BufferedImage image, int strength, RandomGenerator random) {
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int rgb = image.getRGB(x, y);
        int noisy = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
          int value = (rgb >> shift & 0xff) + random.nextInt(-strength, strength + 1);
          noisy |= Math.clamp(value, 0, 0xff) << shift;
        }
        image.setRGB(x, y, noisy);
      }
    }
  }
}
