package sorrel.picture;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Arrays;

/** How the components that a JPEG stores become grey or RGB. */
enum JpegColours {
  GREY,
  RGB,
  YCBCR,
  CMYK,
  CMYK_INVERTED,
  YCCK_INVERTED;

  /** Follows what files are, not only what they say: JFIF, else Adobe's marker, else names. */
  static JpegColours of(JpegFile jpeg) throws Refusal {
    boolean adobe = jpeg.adobeTransform() >= 0;
    return switch (jpeg.components()) {
      case 1 -> GREY;
      case 3 -> {
        boolean plain = adobe ? jpeg.adobeTransform() == 0 : jpeg.rgbIds();
        yield plain && !jpeg.jfif() ? RGB : YCBCR;
      }
      // Adobe stores ink inverted, and says so by its marker alone.
      case 4 -> {
        if (jpeg.adobeTransform() == 2) {
          yield YCCK_INVERTED;
        }
        yield adobe ? CMYK_INVERTED : CMYK;
      }
      default -> throw new Refusal(Reason.UNSUPPORTED_FORMAT);
    };
  }

  /**
   * @param raster bytes, components interleaved; its array is taken over
   */
  Pixels pixels(Raster raster) throws Refusal {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int stored = this == GREY ? 1 : this == RGB || this == YCBCR ? 3 : 4;
    byte[] bytes = interleaved(raster, stored);
    switch (this) {
      case GREY, RGB -> {}
      case YCBCR -> fromYcc(bytes, 3);
      case CMYK -> fromCmyk(bytes, false);
      case CMYK_INVERTED -> fromCmyk(bytes, true);
      case YCCK_INVERTED -> {
        // What is inverted as ink was coded as the light it leaves.
        fromYcc(bytes, 4);
        invertInk(bytes);
        fromCmyk(bytes, true);
      }
    }
    int channels = stored == 1 ? 1 : 3;
    int size = width * height * channels;
    byte[] values = bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
    return new Pixels(width, height, channels, values);
  }

  private static byte[] interleaved(Raster raster, int stored) throws Refusal {
    int width = raster.getWidth();
    boolean plain =
        raster.getDataBuffer() instanceof DataBufferByte
            && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
            && model.getPixelStride() == stored
            && model.getScanlineStride() == width * stored
            && raster.getNumBands() == stored;
    if (!plain) {
      throw new Refusal(Reason.DAMAGED);
    }
    byte[] data = ((DataBufferByte) raster.getDataBuffer()).getData();
    return data.length == width * raster.getHeight() * stored
        ? data
        : Arrays.copyOf(data, width * raster.getHeight() * stored);
  }

  /** ITU-R BT.601 as JFIF has it, in 16-bit fixed point, in place. */
  private static void fromYcc(byte[] bytes, int stride) {
    for (int i = 0; i + 2 < bytes.length; i += stride) {
      int y = bytes[i] & 0xFF;
      int cb = (bytes[i + 1] & 0xFF) - 128;
      int cr = (bytes[i + 2] & 0xFF) - 128;
      bytes[i] = clamp(y + ((91_881 * cr + 32_768) >> 16));
      bytes[i + 1] = clamp(y + ((-22_554 * cb - 46_802 * cr + 32_768) >> 16));
      bytes[i + 2] = clamp(y + ((116_130 * cb + 32_768) >> 16));
    }
  }

  /** Ink over white paper, four bytes to three, in place; what lies beyond is left over. */
  private static void fromCmyk(byte[] bytes, boolean inverted) {
    int flip = inverted ? 0 : 0xFF;
    for (int i = 0, at = 0; i + 3 < bytes.length; i += 4, at += 3) {
      int light = (bytes[i + 3] & 0xFF) ^ flip;
      for (int c = 0; c < 3; c++) {
        bytes[at + c] = (byte) ((((bytes[i + c] & 0xFF) ^ flip) * light + 127) / 255);
      }
    }
  }

  private static void invertInk(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if ((i & 3) != 3) {
        bytes[i] = (byte) ~bytes[i];
      }
    }
  }

  private static byte clamp(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
