package sorrel.picture;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.psd.PSDImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** Decodes the less usual formats with ImageIO's and TwelveMonkeys' readers, chosen by name. */
final class LibraryDecoder {
  /** Bytes of a decoded pixel; a file with hundreds of samples a pixel is not a picture. */
  private static final int PIXEL_BYTES_MAX = 16;

  private static final String JDK_GIF = "com.sun.imageio.plugins.gif.GIFImageReaderSpi";

  private final ImageReaderSpi gif = jdkReader(JDK_GIF);

  /**
   * The pixels of the first picture as stored, not yet turned, and its size.
   *
   * @throws Refusal when the file cannot be read
   * @throws IOException when the reader gives up
   */
  Decoded decode(byte[] file, PictureFormat format, PictureLimits limits, int sideWanted)
      throws Refusal, IOException {
    ImageReader reader = reader(file, format);
    try (BoundedInput input = new BoundedInput(file)) {
      reader.setInput(input, false, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      limits.check(width, height);
      checkBuffers(reader, limits, (long) width * height);
      Thinning thinning = Thinning.of(width, height, sideWanted);
      ImageReadParam param = reader.getDefaultReadParam();
      if (thinning.step() > 1) {
        int offset = thinning.offset();
        param.setSourceSubsampling(thinning.step(), thinning.step(), offset, offset);
      }
      BufferedImage image = reader.read(0, param);
      return new Decoded(width, height, RasterColours.pixels(image));
    } finally {
      reader.dispose();
    }
  }

  private ImageReader reader(byte[] file, PictureFormat format) throws IOException {
    ImageReaderSpi provider =
        switch (format) {
          case GIF -> gif;
          case BMP -> new BMPImageReaderSpi();
          case TIFF ->
              file[2] == 43 || file[3] == 43
                  ? new BigTIFFImageReaderSpi()
                  : new TIFFImageReaderSpi();
          case WEBP -> new WebPImageReaderSpi();
          case PSD -> new PSDImageReaderSpi();
          case JPEG, PNG -> new JPEGImageReaderSpi();
        };
    return provider.createReaderInstance();
  }

  /** Bounds what the reader will allocate: all pixels at their depth, and a tile. */
  private static void checkBuffers(ImageReader reader, PictureLimits limits, long pixels)
      throws Refusal, IOException {
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (!types.hasNext()) {
      throw new Refusal(Reason.UNSUPPORTED_FORMAT);
    }
    ImageTypeSpecifier type = types.next();
    int bits = 0;
    for (int band = 0; band < type.getNumBands(); band++) {
      bits += type.getBitsPerBand(band);
    }
    long tile = (long) reader.getTileWidth(0) * reader.getTileHeight(0);
    boolean wide = bits > PIXEL_BYTES_MAX * 8;
    if (wide
        || pixels * Math.max(1, bits / 8) > limits.pixelsMax() * 4
        || tile > limits.pixelsMax()) {
      throw new Refusal(Reason.TOO_MANY_PIXELS);
    }
  }

  private static ImageReaderSpi jdkReader(String name) {
    Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
    while (all.hasNext()) {
      ImageReaderSpi provider = all.next();
      if (provider.getClass().getName().equals(name)) {
        return provider;
      }
    }
    throw new IllegalStateException("this Java has no " + name);
  }

  /**
   * @param width pixels of the file's picture, as stored
   * @param height pixels of the file's picture, as stored
   */
  record Decoded(int width, int height, Pixels pixels) {}
}
