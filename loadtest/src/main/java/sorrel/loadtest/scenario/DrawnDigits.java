package sorrel.loadtest.scenario;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/**
 * Digits of seven strokes in 28 x 28 grey pixels, moved, turned and thick at random: as large as
 * those of MNIST and as quick to classify, for who has no such set at hand.
 */
public final class DrawnDigits {
  private static final int SIDE = 28;
  private static final double LEFT = 9;
  private static final double RIGHT = 19;
  private static final double TOP = 5;
  private static final double MIDDLE = 14;
  private static final double BOTTOM = 23;
  private static final double TURN_MAX = 0.25;
  private static final double MOVE_MAX = 3;
  private static final int NOISE_MAX = 40;

  /**
   * Strokes from top to bottom: top, upper left, upper right, middle, lower left and right, bottom.
   */
  private static final List<Line2D> STROKES =
      List.of(
          new Line2D.Double(LEFT, TOP, RIGHT, TOP),
          new Line2D.Double(LEFT, TOP, LEFT, MIDDLE),
          new Line2D.Double(RIGHT, TOP, RIGHT, MIDDLE),
          new Line2D.Double(LEFT, MIDDLE, RIGHT, MIDDLE),
          new Line2D.Double(LEFT, MIDDLE, LEFT, BOTTOM),
          new Line2D.Double(RIGHT, MIDDLE, RIGHT, BOTTOM),
          new Line2D.Double(LEFT, BOTTOM, RIGHT, BOTTOM));

  private static final List<String> DIGITS =
      List.of(
          "1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010",
          "1111111", "1111011");

  private DrawnDigits() {}

  /** Writes a zip with a folder for each of so many digits, from 0 on. */
  public static void writeZip(Path zip, int classes, int picturesEach, long seed)
      throws IOException {
    writeZip(zip, classes, picturesEach, 0, seed);
  }

  /**
   * The same with pictures in folders where they do not belong, so that none learns all of it.
   *
   * @param wrong the share of such pictures, 0 to 1
   */
  public static void writeZip(Path zip, int classes, int picturesEach, double wrong, long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int digit = 0; digit < classes; digit++) {
        for (int number = 0; number < picturesEach; number++) {
          out.putNextEntry(new ZipEntry("%d/%d-%04d.png".formatted(digit, digit, number)));
          int shown = wrong > 0 && random.nextDouble() < wrong ? random.nextInt(classes) : digit;
          ImageIO.write(drawn(shown, random), "png", out);
          out.closeEntry();
        }
      }
    }
  }

  /** A PNG of one digit, from 0 to 9. */
  public static byte[] png(int digit, RandomGenerator random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(drawn(digit, random), "png", out);
    return out.toByteArray();
  }

  private static BufferedImage drawn(int digit, RandomGenerator random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(
        new BasicStroke(
            (float) random.nextDouble(1.2, 3), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    AffineTransform place =
        AffineTransform.getRotateInstance(
            random.nextDouble(-TURN_MAX, TURN_MAX), SIDE / 2.0, SIDE / 2.0);
    place.translate(random.nextDouble(-MOVE_MAX, MOVE_MAX), random.nextDouble(-MOVE_MAX, MOVE_MAX));
    graphics.setTransform(place);
    String strokes = DIGITS.get(digit);
    for (int i = 0; i < STROKES.size(); i++) {
      if (strokes.charAt(i) == '1') {
        graphics.draw(STROKES.get(i));
      }
    }
    graphics.dispose();
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int grey = image.getRaster().getSample(x, y, 0) + random.nextInt(-NOISE_MAX, NOISE_MAX + 1);
        image.getRaster().setSample(x, y, 0, Math.clamp(grey, 0, 255));
      }
    }
    return image;
  }
}
