package sorrel.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files of pictures for tests, made in memory. */
final class PictureFiles {
  private PictureFiles() {}

  static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, format, stream)) {
        throw new IllegalArgumentException("no writer of " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static BufferedImage decoded(byte[] file) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(file));
  }

  /** A PNG in the seven passes of Adam7. */
  static byte[] interlaced(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    return written(writer, new IIOImage(image, null, null), param);
  }

  /**
   * A grey ramp's JPEG of four components of one value, which stand for ink.
   *
   * @param adobe whether Adobe's marker is there, which means inverted ink
   */
  static byte[] fourComponents(int value, boolean adobe) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    int[] ink = new int[16 * 16 * 4];
    Arrays.fill(ink, value);
    raster.setPixels(0, 0, 16, 16, ink);
    byte[] file = written(writer, new IIOImage(raster, null, null), writer.getDefaultWriteParam());
    if (!adobe) {
      return file;
    }
    byte[] marker = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    return inserted(file, 2, marker);
  }

  /** The same file with an EXIF orientation in it: JPEG's APP1 or PNG's eXIf. */
  static byte[] withOrientation(byte[] file, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    exif.put("II".getBytes(US_ASCII)).putShort((short) 42).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation).putInt(0);
    if (file[0] == (byte) 0xFF) {
      ByteBuffer segment = ByteBuffer.allocate(4 + 6 + 26);
      segment.putShort((short) 0xFFE1).putShort((short) (2 + 6 + 26));
      segment.put("Exif\0\0".getBytes(US_ASCII)).put(exif.array());
      return inserted(file, 2, segment.array());
    }
    int afterHeader = 8 + 8 + 13 + 4;
    return inserted(file, afterHeader, chunk("eXIf", exif.array()));
  }

  /** The same PNG whose header claims another size, with a right check sum. */
  static byte[] withPngSize(byte[] png, int width, int height) {
    byte[] header = Arrays.copyOfRange(png, 16, 29);
    ByteBuffer.wrap(header).putInt(width).putInt(height);
    byte[] changed = png.clone();
    byte[] chunk = chunk("IHDR", header);
    System.arraycopy(chunk, 0, changed, 8, chunk.length);
    return changed;
  }

  private static byte[] chunk(String name, byte[] content) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + content.length);
    chunk.putInt(content.length).put(name.getBytes(US_ASCII)).put(content);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + content.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  private static byte[] inserted(byte[] file, int at, byte[] piece) {
    return ByteBuffer.allocate(file.length + piece.length)
        .put(file, 0, at)
        .put(piece)
        .put(file, at, file.length - at)
        .array();
  }

  private static byte[] written(ImageWriter writer, IIOImage image, ImageWriteParam param) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, image, param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
