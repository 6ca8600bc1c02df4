package sorrel.kernel;

/**
 * The size of a model's input, whose pixels are uint8 in the order {@code [height, width,
 * channel]}.
 *
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 * @param channels 1 (grey) or 3 (red, green, blue)
 */
public record ImageShape(int height, int width, int channels) {
  public ImageShape {
    if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(height + "x" + width + "x" + channels);
    }
  }

  /** Bytes of one image. */
  public int size() {
    return height * width * channels;
  }
}
