package sorrel.picture;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * Decodes JPEG with the JDK's reader, which is native, into stored components, and turns those into
 * grey or RGB itself: the same for every file, without colour profiles and their cost.
 */
final class JpegDecoder {
  private static final String JDK_READER = "com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi";
  private static final int READERS_KEPT = 64;

  private final Pool<ImageReader> readers;

  private JpegDecoder(Pool<ImageReader> readers) {
    this.readers = readers;
  }

  static JpegDecoder create() {
    ImageReaderSpi provider = jdkReader();
    return new JpegDecoder(new Pool<>(READERS_KEPT, () -> reader(provider), ImageReader::dispose));
  }

  /**
   * The pixels as stored, not yet turned.
   *
   * @throws Refusal when the file cannot be read
   * @throws IOException when the reader gives up
   */
  Pixels decode(byte[] file, JpegFile jpeg, Thinning thinning) throws Refusal, IOException {
    ImageReader reader = readers.take();
    boolean sound = false;
    try {
      Pixels pixels = decode(reader, file, jpeg, thinning);
      reader.reset();
      sound = true;
      return pixels;
    } finally {
      if (sound) {
        readers.giveBack(reader);
      } else {
        readers.discard(reader);
      }
    }
  }

  private static Pixels decode(ImageReader reader, byte[] file, JpegFile jpeg, Thinning thinning)
      throws Refusal, IOException {
    reader.setInput(new BoundedInput(file), true, true);
    if (reader.getWidth(0) != jpeg.width() || reader.getHeight(0) != jpeg.height()) {
      throw new Refusal(Reason.DAMAGED);
    }
    MissingPixels missing = new MissingPixels();
    reader.addIIOReadWarningListener(missing);
    ImageReadParam param = reader.getDefaultReadParam();
    if (thinning.step() > 1) {
      int offset = thinning.offset();
      param.setSourceSubsampling(thinning.step(), thinning.step(), offset, offset);
    }
    Raster raster = reader.readRaster(0, param);
    if (missing.seen) {
      throw new Refusal(Reason.TRUNCATED);
    }
    return JpegColours.of(jpeg).pixels(raster);
  }

  private static ImageReader reader(ImageReaderSpi provider) {
    try {
      return provider.createReaderInstance();
    } catch (IOException impossible) {
      throw new IllegalStateException("the JDK's JPEG reader", impossible);
    }
  }

  /** By its name, whatever other readers the class path brings and whichever comes first. */
  private static ImageReaderSpi jdkReader() {
    Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
    Optional<ImageReaderSpi> found = Optional.empty();
    while (all.hasNext()) {
      ImageReaderSpi provider = all.next();
      if (provider.getClass().getName().equals(JDK_READER)) {
        found = Optional.of(provider);
      }
    }
    return found.orElseThrow(() -> new IllegalStateException("this Java has no " + JDK_READER));
  }

  /** Hears libjpeg say that coded pixels ended too early; the rest would be grey. */
  private static final class MissingPixels implements IIOReadWarningListener {
    private boolean seen;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      seen |= warning.contains("premature end");
    }
  }
}
