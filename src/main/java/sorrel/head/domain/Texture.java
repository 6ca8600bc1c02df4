package sorrel.head.domain;

import sorrel.kernel.ImageShape;

/**
 * How strong the details of a picture are, whatever it shows: for brightness and for two
 * differences of colours, the mean, and the logarithms of the mean Haar wavelet coefficients from
 * fine to coarse. Photographs, drawings, enlarged and reduced pictures differ in it.
 *
 * <p>The finest details of colour are left out: they tell how a file was compressed, and the noise
 * of a camera, rather than what is in the picture. Source: Mallat, "A Theory for Multiresolution
 * Signal Decomposition: The Wavelet Representation", 1989, https://doi.org/10.1109/34.192463.
 */
final class Texture {
  private static final int LEVELS_MAX = 5;

  /** A plane is halved as long as this much is left of each side. */
  private static final int SIDE_MIN = 3;

  /** Right, down and across. */
  private static final int DIRECTIONS = 3;

  /** Details weaker than two of 255 steps of brightness are hardly there. */
  private static final double FLOOR = 2 / 255.0;

  private static final float WHITE = 255;

  private final float[] found;
  private int next;

  private Texture(int size) {
    this.found = new float[size];
  }

  /**
   * Describes a picture.
   *
   * @param pixels uint8 {@code [height, width, channel]}
   * @param offset where they begin
   */
  static float[] of(byte[] pixels, int offset, ImageShape shape) {
    int levels = levels(shape);
    boolean coloured = shape.channels() == 3;
    Texture texture = new Texture(size(levels, 0) + (coloured ? 2 * size(levels, 1) : 0));
    if (coloured) {
      Plane[] planes = coloured(pixels, offset, shape);
      texture.describe(planes[0], levels, 0);
      texture.describe(planes[1], levels, 1);
      texture.describe(planes[2], levels, 1);
    } else {
      texture.describe(grey(pixels, offset, shape), levels, 0);
    }
    return texture.found;
  }

  private static int levels(ImageShape shape) {
    int levels = 0;
    for (int side = Math.min(shape.height(), shape.width());
        side / 2 >= SIDE_MIN && levels < LEVELS_MAX;
        side /= 2) {
      levels++;
    }
    return levels;
  }

  private static int size(int levels, int leftOut) {
    return 1 + DIRECTIONS * Math.max(0, levels - leftOut);
  }

  /** Values in rows, one after the other. */
  private record Plane(float[] values, int height, int width) {}

  private static Plane grey(byte[] pixels, int offset, ImageShape shape) {
    float[] values = new float[shape.height() * shape.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[offset + i] & 0xff) / WHITE;
    }
    return new Plane(values, shape.height(), shape.width());
  }

  /** Brightness, and the differences of red from green and of blue from both. */
  private static Plane[] coloured(byte[] pixels, int offset, ImageShape shape) {
    int size = shape.height() * shape.width();
    float[] brightness = new float[size];
    float[] redness = new float[size];
    float[] blueness = new float[size];
    for (int i = 0, at = offset; i < size; i++, at += 3) {
      int red = pixels[at] & 0xff;
      int green = pixels[at + 1] & 0xff;
      int blue = pixels[at + 2] & 0xff;
      brightness[i] = (red + green + blue) / (3 * WHITE);
      redness[i] = (red - green) / WHITE;
      blueness[i] = (2 * blue - red - green) / (2 * WHITE);
    }
    return new Plane[] {
      new Plane(brightness, shape.height(), shape.width()),
      new Plane(redness, shape.height(), shape.width()),
      new Plane(blueness, shape.height(), shape.width())
    };
  }

  private void describe(Plane plane, int levels, int leftOut) {
    double sum = 0;
    for (float value : plane.values()) {
      sum += value;
    }
    found[next++] = (float) (sum / plane.values().length);
    Plane rest = plane;
    for (int level = 0; level < levels; level++) {
      rest = halved(rest, level >= leftOut);
    }
  }

  /** What is left without the finest details, which are noted where they are wanted. */
  private Plane halved(Plane plane, boolean noted) {
    int height = plane.height() / 2;
    int width = plane.width() / 2;
    float[] from = plane.values();
    float[] rest = new float[height * width];
    double right = 0;
    double down = 0;
    double across = 0;
    for (int y = 0; y < height; y++) {
      int top = 2 * y * plane.width();
      int bottom = top + plane.width();
      for (int x = 0; x < width; x++) {
        float topLeft = from[top + 2 * x];
        float topRight = from[top + 2 * x + 1];
        float bottomLeft = from[bottom + 2 * x];
        float bottomRight = from[bottom + 2 * x + 1];
        rest[y * width + x] = (topLeft + topRight + bottomLeft + bottomRight) / 2;
        right += Math.abs(topLeft - topRight + bottomLeft - bottomRight);
        down += Math.abs(topLeft + topRight - bottomLeft - bottomRight);
        across += Math.abs(topLeft - topRight - bottomLeft + bottomRight);
      }
    }
    if (noted) {
      note(right / (2 * rest.length));
      note(down / (2 * rest.length));
      note(across / (2 * rest.length));
    }
    return new Plane(rest, height, width);
  }

  private void note(double strength) {
    found[next++] = (float) Math.log(FLOOR + strength);
  }
}
