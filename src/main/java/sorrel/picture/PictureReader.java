package sorrel.picture;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.zip.Inflater;

/**
 * Reads any file as a picture, or says why not. Safe for use by many threads at once.
 *
 * <p>Nothing of a file is trusted: its format is found by content, its size is held against the
 * limits before anything is allocated for it, and whatever a decoder throws becomes an answer.
 */
public final class PictureReader {
  /** Above so many pixels a progressive JPEG alone takes hundreds of megabytes while decoding. */
  private static final long LARGE_PIXELS = 16_000_000;

  private static final int LARGE_AT_ONCE = 2;

  /** A picture of this much takes some tens of microseconds. */
  private static final long SMALL_PIXELS = 64 * 64;

  private static final int SMALL_BYTES = 16 * 1024;

  private static final int INFLATERS_KEPT = 64;

  private final PictureLimits limits;
  private final JpegDecoder jpegs = JpegDecoder.create();
  private final LibraryDecoder others = new LibraryDecoder();
  private final Pool<Inflater> inflaters = new Pool<>(INFLATERS_KEPT, Inflater::new, Inflater::end);
  private final Semaphore large = new Semaphore(LARGE_AT_ONCE);

  public PictureReader(PictureLimits limits) {
    this.limits = limits;
  }

  /** Reads a file with all its pixels; never throws, whatever the bytes. */
  public Reading read(byte[] file) {
    return read(file, 0);
  }

  /**
   * Reads a file for a model's input; never throws, whatever the bytes. A picture much larger than
   * wanted is thinned out while decoding, which saves most of its memory and some of its time.
   *
   * @param sideWanted the longest side of the input in pixels, or 0 for all pixels; the shorter
   *     side of the result has at least four times as many where the file has them
   */
  public Reading read(byte[] file, int sideWanted) {
    if (file.length > limits.bytesMax()) {
      return new Reading.Unreadable(
          Reason.TOO_LARGE,
          "This file has %d MB; Sorrel reads pictures of up to %d MB. Make the picture smaller."
              .formatted(Math.ceilDiv(file.length, 1 << 20), limits.bytesMax() >> 20));
    }
    try {
      return new Reading.Readable(decode(file, sideWanted));
    } catch (Refusal refusal) {
      return refusal.reading();
    } catch (OutOfMemoryError tooMuch) {
      return new Refusal(Reason.TOO_MANY_PIXELS).reading();
    } catch (IOException | RuntimeException | StackOverflowError damaged) {
      return new Refusal(Reason.DAMAGED).reading();
    }
  }

  /** Whether a file is read, or refused, in less time than it takes to wake another thread. */
  public boolean isSmall(byte[] file) {
    if (file.length > SMALL_BYTES) {
      return false;
    }
    try {
      PictureFormat format = Signature.of(file);
      if (format != PictureFormat.PNG) {
        return false;
      }
      PngFile png = PngFile.parse(file, limits);
      return (long) png.width() * png.height() <= SMALL_PIXELS;
    } catch (Refusal refused) {
      return true;
    } catch (RuntimeException damaged) {
      return false;
    }
  }

  private Picture decode(byte[] file, int sideWanted) throws Refusal, IOException {
    PictureFormat format = Signature.of(file);
    return switch (format) {
      case PNG -> png(file, sideWanted);
      case JPEG -> jpeg(file, sideWanted);
      case TIFF -> other(file, format, Exif.orientation(file, 0, file.length), sideWanted);
      case GIF -> {
        GifFile.check(file);
        yield other(file, format, Orientation.UPRIGHT, sideWanted);
      }
      case WEBP -> other(file, format, WebpFile.orientation(file), sideWanted);
      case BMP, PSD -> other(file, format, Orientation.UPRIGHT, sideWanted);
    };
  }

  private Picture png(byte[] file, int sideWanted) throws Refusal {
    Inflater inflater = inflaters.take();
    try {
      return PngDecoder.decode(file, limits, sideWanted, inflater);
    } finally {
      inflater.reset();
      inflaters.giveBack(inflater);
    }
  }

  private Picture jpeg(byte[] file, int sideWanted) throws Refusal, IOException {
    JpegFile jpeg = JpegFile.parse(file, limits);
    if (!jpeg.usual()) {
      return other(file, PictureFormat.JPEG, jpeg.orientation(), sideWanted);
    }
    Thinning thinning = Thinning.of(jpeg.width(), jpeg.height(), sideWanted);
    boolean isLarge = (long) jpeg.width() * jpeg.height() > LARGE_PIXELS;
    if (isLarge) {
      large.acquireUninterruptibly();
    }
    try {
      Pixels stored = jpegs.decode(file, jpeg, thinning);
      return picture(PictureFormat.JPEG, jpeg.width(), jpeg.height(), stored, jpeg.orientation());
    } finally {
      if (isLarge) {
        large.release();
      }
    }
  }

  private Picture other(byte[] file, PictureFormat format, Orientation orientation, int sideWanted)
      throws Refusal, IOException {
    LibraryDecoder.Decoded decoded = others.decode(file, format, limits, sideWanted);
    return picture(format, decoded.width(), decoded.height(), decoded.pixels(), orientation);
  }

  private static Picture picture(
      PictureFormat format, int width, int height, Pixels stored, Orientation orientation) {
    Pixels upright = orientation.upright(stored);
    boolean swaps = orientation.swapsSides();
    return new Picture(
        format, swaps ? height : width, swaps ? width : height, upright, upright.looksGrey());
  }
}
