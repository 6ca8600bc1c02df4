package sorrel.dataset.worker;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImageShape;
import sorrel.picture.Picture;
import sorrel.picture.PictureLimits;
import sorrel.picture.PictureReader;
import sorrel.picture.PipelineApplier;
import sorrel.picture.Reading;

/** Makes small versions of pictures, upright and in a format that every browser shows. */
public final class Thumbnails {
  /** Pixels of the longer side at most. */
  public static final int SIDE_MAX = 512;

  private final PictureReader reader;
  private final PictureThreads threads;

  public Thumbnails(PictureLimits limits, PictureThreads threads) {
    this.reader = new PictureReader(limits);
    this.threads = threads;
  }

  /**
   * The picture as a JPEG.
   *
   * @param side pixels of the longer side at most; a smaller picture keeps its size
   * @return empty if the file cannot be read
   */
  public Optional<byte[]> of(byte[] file, int side) {
    return threads.run(
        () ->
            switch (reader.read(file, side)) {
              case Reading.Readable readable -> Optional.of(jpeg(readable.picture(), side));
              case Reading.Unreadable _ -> Optional.empty();
            });
  }

  private static byte[] jpeg(Picture picture, int side) {
    double scale = Math.min(1, (double) side / Math.max(picture.width(), picture.height()));
    int width = Math.max(1, (int) Math.round(picture.width() * scale));
    int height = Math.max(1, (int) Math.round(picture.height() * scale));
    byte[] pixels =
        PipelineApplier.apply(
            picture,
            new ImagePipeline(new ImageShape(height, width, 3), ImagePipeline.Fit.STRETCH));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] stored = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i += 3) {
      stored[i] = pixels[i + 2];
      stored[i + 1] = pixels[i + 1];
      stored[i + 2] = pixels[i];
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "jpeg", stream);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return out.toByteArray();
  }
}
