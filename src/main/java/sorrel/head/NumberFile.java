package sorrel.head;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/** Files of numbers: a kind, a version, arrays, and a checksum that shows damage. */
final class NumberFile {
  private static final int VERSION = 1;
  private static final int BUFFER = 1 << 16;

  /** More numbers in one array are taken for damage. */
  private static final int NUMBERS_MAX = 1 << 28;

  private NumberFile() {}

  /** Writes what is in the file. */
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /** Reads what is in the file. */
  interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  static void write(Path file, int magic, Writing content) {
    CRC32C sum = new CRC32C();
    try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      DataOutputStream out = new DataOutputStream(new CheckedOutputStream(raw, sum));
      out.writeInt(magic);
      out.writeInt(VERSION);
      content.to(out);
      out.writeLong(sum.getValue());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static <T> T read(Path file, int magic, Reading<T> content) {
    CRC32C sum = new CRC32C();
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      DataInputStream in = new DataInputStream(new CheckedInputStream(raw, sum));
      if (in.readInt() != magic || in.readInt() != VERSION) {
        throw new IOException(file + " is not a file of this kind and version");
      }
      T result = content.from(in);
      long expected = sum.getValue();
      if (in.readLong() != expected) {
        throw new IOException(file + " is damaged: its checksum differs");
      }
      return result;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static void write(DataOutputStream out, float[] numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(4, numbers.length));
    bytes.asFloatBuffer().put(numbers);
    out.writeInt(numbers.length);
    out.write(bytes.array());
  }

  static void write(DataOutputStream out, double[] numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(8, numbers.length));
    bytes.asDoubleBuffer().put(numbers);
    out.writeInt(numbers.length);
    out.write(bytes.array());
  }

  static void write(DataOutputStream out, long[] numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(8, numbers.length));
    bytes.asLongBuffer().put(numbers);
    out.writeInt(numbers.length);
    out.write(bytes.array());
  }

  static void write(DataOutputStream out, short[] numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(2, numbers.length));
    bytes.asShortBuffer().put(numbers);
    out.write(bytes.array());
  }

  static float[] readFloats(DataInputStream in) throws IOException {
    float[] numbers = new float[length(in)];
    ByteBuffer.wrap(bytes(in, 4L * numbers.length)).asFloatBuffer().get(numbers);
    return numbers;
  }

  static double[] readDoubles(DataInputStream in) throws IOException {
    double[] numbers = new double[length(in)];
    ByteBuffer.wrap(bytes(in, 8L * numbers.length)).asDoubleBuffer().get(numbers);
    return numbers;
  }

  static long[] readLongs(DataInputStream in) throws IOException {
    long[] numbers = new long[length(in)];
    ByteBuffer.wrap(bytes(in, 8L * numbers.length)).asLongBuffer().get(numbers);
    return numbers;
  }

  static short[] readShorts(DataInputStream in, int count) throws IOException {
    short[] numbers = new short[count];
    ByteBuffer.wrap(bytes(in, 2L * count)).asShortBuffer().get(numbers);
    return numbers;
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > NUMBERS_MAX) {
      throw new IOException("an array of " + length + " numbers");
    }
    return length;
  }

  private static byte[] bytes(DataInputStream in, long count) throws IOException {
    byte[] bytes = in.readNBytes(Math.toIntExact(count));
    if (bytes.length < count) {
      throw new IOException("the file is incomplete");
    }
    return bytes;
  }
}
