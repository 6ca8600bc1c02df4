package sorrel.picture;

import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImageShape;

/**
 * Turns a picture into a model's input; training and classification both call this, so the same
 * picture gives the same bytes, on every machine (whole-number arithmetic throughout).
 */
public final class PipelineApplier {
  private PipelineApplier() {}

  /**
   * The model's input of a picture: uint8 in the order {@code [height, width, channel]}.
   *
   * <p>Shrinks by averaging the area that each pixel covers, enlarges linearly between the middles
   * of pixels; a picture of the input's very size is copied. Grey is luma of ITU-R BT.601.
   */
  public static byte[] apply(Picture picture, ImagePipeline pipeline) {
    ImageShape input = pipeline.input();
    Pixels source = withChannels(picture.pixels(), input.channels());
    Framing framing = Framing.of(source, input, pipeline.fit());
    if (framing.copies(source, input)) {
      return source.values().clone();
    }
    ResampleAxis columns =
        ResampleAxis.of(source.width(), framing.left(), framing.right(), framing.width());
    ResampleAxis rows =
        ResampleAxis.of(source.height(), framing.top(), framing.bottom(), framing.height());
    byte[] scaled = Resampler.resample(source, columns, rows);
    return framing.padded(scaled, input);
  }

  private static Pixels withChannels(Pixels pixels, int channels) {
    if (pixels.channels() == channels) {
      return pixels;
    }
    int count = pixels.width() * pixels.height();
    byte[] from = pixels.values();
    byte[] to = new byte[count * channels];
    for (int i = 0; i < count; i++) {
      if (channels == 1) {
        to[i] = luma(from[3 * i] & 0xFF, from[3 * i + 1] & 0xFF, from[3 * i + 2] & 0xFF);
      } else {
        to[3 * i] = from[i];
        to[3 * i + 1] = from[i];
        to[3 * i + 2] = from[i];
      }
    }
    return new Pixels(pixels.width(), pixels.height(), channels, to);
  }

  /** 0.299, 0.587 and 0.114 in 16-bit fixed point; they sum to one, so white stays white. */
  private static byte luma(int red, int green, int blue) {
    return (byte) ((19_595 * red + 38_470 * green + 7_471 * blue + 32_768) >> 16);
  }
}
