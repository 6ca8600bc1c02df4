package sorrel.picture;

/**
 * Pixels as uint8 in the order {@code [height, width, channel]}, either grey or red, green, blue
 * (sRGB). The array is not copied: who makes one gives it away, and nobody writes into it.
 */
public final class Pixels {
  /** Pixels looked at to tell whether a colour picture is grey. */
  private static final int SAMPLES = 4096;

  /** How far the channels of a grey pixel may lie apart: compression tints grey by a few steps. */
  private static final int TINT_MAX = 16;

  private final int width;
  private final int height;
  private final int channels;
  private final byte[] values;

  /**
   * @param channels 1 or 3
   * @param values {@code height * width * channels} bytes
   */
  public Pixels(int width, int height, int channels, byte[] values) {
    if (width < 1
        || height < 1
        || (channels != 1 && channels != 3)
        || values.length != (long) width * height * channels) {
      throw new IllegalArgumentException(
          width + "x" + height + "x" + channels + " from " + values.length + " bytes");
    }
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.values = values;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public int channels() {
    return channels;
  }

  /** The bytes themselves; not to be written to. */
  public byte[] values() {
    return values;
  }

  /** Whether the channels of evenly spread pixels (all of a small picture) are nearly equal. */
  boolean looksGrey() {
    if (channels == 1) {
      return true;
    }
    int count = width * height;
    int stride = Math.max(1, count / SAMPLES);
    for (int pixel = 0; pixel < count; pixel += stride) {
      int red = values[pixel * 3] & 0xFF;
      int green = values[pixel * 3 + 1] & 0xFF;
      int blue = values[pixel * 3 + 2] & 0xFF;
      int most = Math.max(red, Math.max(green, blue));
      int least = Math.min(red, Math.min(green, blue));
      if (most - least > TINT_MAX) {
        return false;
      }
    }
    return true;
  }
}
