package sorrel.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Turns what ImageIO decodes into grey or RGB bytes over white, straight from the samples. */
final class RasterColours {
  private RasterColours() {}

  /**
   * @throws Refusal UNSUPPORTED_FORMAT for a colour space that is none of grey, RGB, CMYK and Lab
   */
  static Pixels pixels(BufferedImage image) throws Refusal {
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int height = image.getHeight();
    int space = model.getColorSpace().getType();
    boolean indexed = model instanceof IndexColorModel;
    int channels = space == ColorSpace.TYPE_GRAY && !indexed ? 1 : 3;
    byte[] out = new byte[width * height * channels];
    if (indexed || isPacked(raster)) {
      packed(image, out);
    } else {
      Samples samples = new Samples(raster);
      for (int y = 0; y < height; y++) {
        samples.row(y);
        for (int x = 0; x < width; x++) {
          int at = (y * width + x) * channels;
          switch (space) {
            case ColorSpace.TYPE_GRAY -> out[at] = (byte) samples.of(x, 0);
            case ColorSpace.TYPE_RGB -> rgb(samples, x, out, at);
            case ColorSpace.TYPE_CMYK -> cmyk(samples, x, out, at);
            case ColorSpace.TYPE_Lab -> Lab.toRgb(samples, x, out, at);
            default -> throw new Refusal(Reason.UNSUPPORTED_FORMAT);
          }
          if (model.hasAlpha()) {
            overWhite(out, at, channels, samples.of(x, model.getNumColorComponents()));
          }
        }
      }
    }
    return new Pixels(width, height, channels, out);
  }

  /** Several samples in one int or short: their colour model knows best how to take them apart. */
  private static boolean isPacked(Raster raster) {
    return raster.getNumDataElements() == 1 && raster.getNumBands() > 1;
  }

  private static void packed(BufferedImage image, byte[] out) {
    int width = image.getWidth();
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        int alpha = argb >>> 24;
        out[at++] = PngColours.overWhite(argb >> 16 & 0xFF, alpha);
        out[at++] = PngColours.overWhite(argb >> 8 & 0xFF, alpha);
        out[at++] = PngColours.overWhite(argb & 0xFF, alpha);
      }
    }
  }

  private static void rgb(Samples samples, int x, byte[] out, int at) {
    for (int c = 0; c < 3; c++) {
      out[at + c] = (byte) samples.of(x, c);
    }
  }

  private static void cmyk(Samples samples, int x, byte[] out, int at) {
    int light = 255 - samples.of(x, 3);
    for (int c = 0; c < 3; c++) {
      out[at + c] = (byte) (((255 - samples.of(x, c)) * light + 127) / 255);
    }
  }

  private static void overWhite(byte[] out, int at, int channels, int alpha) {
    for (int c = 0; c < channels; c++) {
      out[at + c] = PngColours.overWhite(out[at + c] & 0xFF, alpha);
    }
  }

  /** The samples of one row at a time, brought to 0 to 255. */
  static final class Samples {
    private final Raster raster;
    private final int bands;
    private final int[] most;
    private final boolean floating;
    private final int[] whole;
    private final float[] fractions;

    private Samples(Raster raster) {
      this.raster = raster;
      this.bands = raster.getNumBands();
      int type = raster.getSampleModel().getDataType();
      this.floating = type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE;
      this.whole = new int[floating ? 0 : raster.getWidth() * bands];
      this.fractions = new float[floating ? raster.getWidth() * bands : 0];
      this.most = new int[bands];
      for (int band = 0; band < bands; band++) {
        int bits = Math.min(31, raster.getSampleModel().getSampleSize(band));
        most[band] = (int) ((1L << bits) - 1);
      }
    }

    private void row(int y) {
      if (floating) {
        raster.getPixels(0, y, raster.getWidth(), 1, fractions);
      } else {
        raster.getPixels(0, y, raster.getWidth(), 1, whole);
      }
    }

    int of(int x, int band) {
      if (floating) {
        return Math.round(Math.max(0, Math.min(1, fractions[x * bands + band])) * 255);
      }
      int sample = whole[x * bands + band];
      return most[band] == 255
          ? sample
          : (int) ((Math.max(0L, sample) * 255 + most[band] / 2) / most[band]);
    }
  }
}
