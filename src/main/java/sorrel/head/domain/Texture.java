package sorrel.head.domain;

import sorrel.kernel.ImageShape;

/**
 * How strong the details of a picture are, whatever it shows: for brightness and for two
 * differences of colours, the mean, and the logarithms of the mean Haar wavelet coefficients from
 * fine to coarse. Photographs, drawings, enlarged and reduced pictures differ in it.
 *
 * <p>The finest details of colour are left out: they tell how a file was compressed, and the noise
 * of a camera, rather than what is in the picture. All sums are of whole numbers. Source: Mallat,
 * "A Theory for Multiresolution Signal Decomposition: The Wavelet Representation", 1989,
 * https://doi.org/10.1109/34.192463.
 */
final class Texture {
  private static final int LEVELS_MAX = 5;

  /** A plane is halved as long as this much is left of each side. */
  private static final int SIDE_MIN = 3;

  /** Right, down and across. */
  private static final int DIRECTIONS = 3;

  /** Details weaker than two of 255 steps of brightness are hardly there. */
  static final double FLOOR = 2 / 255.0;

  private static final double WHITE = 255;

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
      texture.ofColours(pixels, offset, shape, levels);
    } else {
      texture.ofGrey(pixels, offset, shape, levels);
    }
    return texture.found;
  }

  /** How often planes are halved. */
  static int levels(ImageShape shape) {
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

  private void ofGrey(byte[] pixels, int offset, ImageShape shape, int levels) {
    int[] values = new int[shape.height() * shape.width()];
    long sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels[offset + i] & 0xff;
      sum += values[i];
    }
    mean(sum / (WHITE * values.length));
    describe(new Plane(values, shape.height(), shape.width(), WHITE), levels);
  }

  /** Brightness, and the differences of red from green and of blue from both. */
  private void ofColours(byte[] pixels, int offset, ImageShape shape, int levels) {
    int size = shape.height() * shape.width();
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int i = 0, at = offset; i < size; i++, at += 3) {
      red += pixels[at] & 0xff;
      green += pixels[at + 1] & 0xff;
      blue += pixels[at + 2] & 0xff;
    }
    double white = WHITE * size;
    mean((red + green + blue) / (3 * white));
    Colours coarse = levels == 0 ? Colours.NONE : halved(pixels, offset, shape);
    describe(coarse.brightness(), levels - 1);
    mean((red - green) / white);
    describe(coarse.redness(), levels - 1);
    mean((2 * blue - red - green) / (2 * white));
    describe(coarse.blueness(), levels - 1);
  }

  /**
   * Whole numbers in rows, one after the other.
   *
   * @param unit which of them is one
   */
  private record Plane(int[] values, int height, int width, double unit) {
    static Plane halfOf(ImageShape shape, double unit) {
      int height = shape.height() / 2;
      int width = shape.width() / 2;
      return new Plane(new int[height * width], height, width, unit);
    }
  }

  private record Colours(Plane brightness, Plane redness, Plane blueness) {
    static final Colours NONE = of(new ImageShape(1, 1, 1));

    /** Sums of two by two pixels, which count half in Haar's transform. */
    static Colours of(ImageShape shape) {
      return new Colours(
          Plane.halfOf(shape, 2 * 3 * WHITE),
          Plane.halfOf(shape, 2 * WHITE),
          Plane.halfOf(shape, 2 * 2 * WHITE));
    }
  }

  /** What is left without the finest details, of which those of brightness are noted. */
  private Colours halved(byte[] pixels, int offset, ImageShape shape) {
    Colours rest = Colours.of(shape);
    int height = rest.brightness().height();
    int width = rest.brightness().width();
    int rowLength = 3 * shape.width();
    long right = 0;
    long down = 0;
    long across = 0;
    for (int y = 0; y < height; y++) {
      int top = offset + 2 * y * rowLength;
      int bottom = top + rowLength;
      for (int x = 0, to = y * width; x < width; x++, to++, top += 6, bottom += 6) {
        int red = pixels[top] & 0xff;
        int green = pixels[top + 1] & 0xff;
        int blue = pixels[top + 2] & 0xff;
        final int topLeft = red + green + blue;
        int nextRed = pixels[top + 3] & 0xff;
        int nextGreen = pixels[top + 4] & 0xff;
        int nextBlue = pixels[top + 5] & 0xff;
        final int topRight = nextRed + nextGreen + nextBlue;
        red += nextRed;
        green += nextGreen;
        blue += nextBlue;
        nextRed = pixels[bottom] & 0xff;
        nextGreen = pixels[bottom + 1] & 0xff;
        nextBlue = pixels[bottom + 2] & 0xff;
        final int bottomLeft = nextRed + nextGreen + nextBlue;
        red += nextRed;
        green += nextGreen;
        blue += nextBlue;
        nextRed = pixels[bottom + 3] & 0xff;
        nextGreen = pixels[bottom + 4] & 0xff;
        nextBlue = pixels[bottom + 5] & 0xff;
        final int bottomRight = nextRed + nextGreen + nextBlue;
        red += nextRed;
        green += nextGreen;
        blue += nextBlue;
        rest.brightness().values()[to] = red + green + blue;
        rest.redness().values()[to] = red - green;
        rest.blueness().values()[to] = 2 * blue - red - green;
        right += Math.abs(topLeft - topRight + bottomLeft - bottomRight);
        down += Math.abs(topLeft + topRight - bottomLeft - bottomRight);
        across += Math.abs(topLeft - topRight - bottomLeft + bottomRight);
      }
    }
    note(right, down, across, rest.brightness());
    return rest;
  }

  private void describe(Plane plane, int levels) {
    Plane rest = plane;
    for (int level = 0; level < levels; level++) {
      rest = halved(rest);
    }
  }

  /** What is left without the finest details, which are noted. */
  private Plane halved(Plane plane) {
    int height = plane.height() / 2;
    int width = plane.width() / 2;
    int[] from = plane.values();
    int[] rest = new int[height * width];
    long right = 0;
    long down = 0;
    long across = 0;
    for (int y = 0; y < height; y++) {
      int top = 2 * y * plane.width();
      int bottom = top + plane.width();
      for (int x = 0; x < width; x++) {
        int topLeft = from[top + 2 * x];
        int topRight = from[top + 2 * x + 1];
        int bottomLeft = from[bottom + 2 * x];
        int bottomRight = from[bottom + 2 * x + 1];
        rest[y * width + x] = topLeft + topRight + bottomLeft + bottomRight;
        right += Math.abs(topLeft - topRight + bottomLeft - bottomRight);
        down += Math.abs(topLeft + topRight - bottomLeft - bottomRight);
        across += Math.abs(topLeft - topRight - bottomLeft + bottomRight);
      }
    }
    Plane half = new Plane(rest, height, width, 2 * plane.unit());
    note(right, down, across, half);
    return half;
  }

  private void mean(double value) {
    found[next++] = (float) value;
  }

  /** Sums of coefficients in the unit of what is left. */
  private void note(long right, long down, long across, Plane rest) {
    double count = rest.unit() * rest.values().length;
    note(right / count);
    note(down / count);
    note(across / count);
  }

  private void note(double strength) {
    found[next++] = (float) Math.log(FLOOR + strength);
  }
}
