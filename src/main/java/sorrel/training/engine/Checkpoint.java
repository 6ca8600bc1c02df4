package sorrel.training.engine;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import sorrel.head.domain.Linear;
import sorrel.kernel.AtomicFile;
import sorrel.training.domain.Architecture;

/**
 * A network's numbers between rounds: weights, statistics of batch normalisation, and what the
 * optimizer remembers.
 *
 * <p>A file holds a magic number, a format version, the network it belongs to, the position, the
 * named arrays (32-bit floats, little endian) and a CRC-32C of all that.
 */
public final class Checkpoint {
  private static final int MAGIC = 0x53524c43;
  private static final int VERSION = 1;

  /** Most arrays and the longest text a file may announce, so that damage cannot fill memory. */
  private static final int ENTRIES_MAX = 100_000;

  /**
   * Where training stands.
   *
   * @param epochs done since the first round
   * @param steps the optimizer has made
   * @param rateScale factor on the recipe's learning rate, below 1 after a divergence
   */
  public record Position(int epochs, long steps, double rateScale) {}

  private final String network;
  private final Position position;
  private final Map<String, float[]> values;

  Checkpoint(Architecture architecture, Position position, Map<String, float[]> values) {
    this(network(architecture), position, values);
  }

  /**
   * Numbers of any network.
   *
   * @param network what tells it from others
   */
  Checkpoint(String network, Position position, Map<String, float[]> values) {
    this.network = network;
    this.position = position;
    this.values = values;
  }

  public Position position() {
    return position;
  }

  /**
   * The numbers under a name of {@link Parameter}; not a copy.
   *
   * @throws IllegalArgumentException if there are none
   */
  public float[] values(String name) {
    float[] numbers = values.get(name);
    if (numbers == null) {
      throw new IllegalArgumentException("The checkpoint has no " + name);
    }
    return numbers;
  }

  Checkpoint at(Position other) {
    return new Checkpoint(network, other, values);
  }

  /** The same network, at the beginning of its training, with another last layer. */
  Checkpoint grafted(Architecture architecture, Linear head) {
    Architecture grown = architecture.withClasses(head.classes());
    String last = Integer.toString(architecture.layers().size() - 1);
    Map<String, float[]> changed = new LinkedHashMap<>();
    for (Parameter parameter : Parameter.of(grown)) {
      changed.put(parameter.name(), values(parameter.name()));
      for (String slot : Optimizer.slots(parameter.kind())) {
        changed.put(parameter.name() + slot, new float[parameter.size()]);
      }
    }
    changed.put(Parameter.name(last, Parameter.Kind.WEIGHTS), head.weights());
    changed.put(Parameter.name(last, Parameter.Kind.OFFSET), head.offsets());
    return new Checkpoint(grown, new Position(0, 0, 1), changed);
  }

  boolean isFinite() {
    for (float[] numbers : values.values()) {
      for (float number : numbers) {
        if (!Float.isFinite(number)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Reads a checkpoint of a network.
   *
   * @throws IllegalArgumentException if it belongs to another network
   * @throws UncheckedIOException if the file is missing, incomplete or damaged
   */
  public static Checkpoint read(Path file, Architecture architecture) {
    return read(file, network(architecture));
  }

  /**
   * Reads a checkpoint of a network.
   *
   * @param belongsTo what tells that network from others
   * @throws IllegalArgumentException if it belongs to another network
   * @throws UncheckedIOException if the file is missing, incomplete or damaged
   */
  static Checkpoint read(Path file, String belongsTo) {
    CRC32C sum = new CRC32C();
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      DataInputStream in = new DataInputStream(new CheckedInputStream(raw, sum));
      if (in.readInt() != MAGIC || in.readInt() != VERSION) {
        throw new IOException(file + " is not a checkpoint of this version");
      }
      String network = new String(bytes(in, in.readInt(), file), StandardCharsets.UTF_8);
      if (!network.equals(belongsTo)) {
        throw new IllegalArgumentException(file + " belongs to another network");
      }
      Position position = new Position(in.readInt(), in.readLong(), in.readDouble());
      Map<String, float[]> values = new LinkedHashMap<>();
      int entries = in.readInt();
      if (entries < 0 || entries > ENTRIES_MAX) {
        throw new IOException(file + " is damaged");
      }
      long left = Files.size(file);
      for (int i = 0; i < entries; i++) {
        String name = in.readUTF();
        int count = in.readInt();
        if (count < 0 || 4L * count > left) {
          throw new IOException(file + " is damaged");
        }
        float[] numbers = new float[count];
        ByteBuffer.wrap(bytes(in, 4 * count, file))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer()
            .get(numbers);
        values.put(name, numbers);
      }
      long expected = sum.getValue();
      if (in.readLong() != expected || in.read() >= 0) {
        throw new IOException(file + " is damaged: its checksum differs");
      }
      return new Checkpoint(network, position, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the file under a temporary name beside it, synced, and renames it.
   *
   * @throws UncheckedIOException if it cannot be written; nothing is left behind then
   */
  void write(Path file) {
    AtomicFile.write(file, this::write);
  }

  private void write(OutputStream raw) throws IOException {
    CRC32C sum = new CRC32C();
    DataOutputStream out = new DataOutputStream(new CheckedOutputStream(raw, sum));
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    byte[] name = network.getBytes(StandardCharsets.UTF_8);
    out.writeInt(name.length);
    out.write(name);
    out.writeInt(position.epochs());
    out.writeLong(position.steps());
    out.writeDouble(position.rateScale());
    out.writeInt(values.size());
    for (Map.Entry<String, float[]> entry : values.entrySet()) {
      out.writeUTF(entry.getKey());
      float[] numbers = entry.getValue();
      out.writeInt(numbers.length);
      ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(numbers);
      out.write(bytes.array());
    }
    out.writeLong(sum.getValue());
    out.flush();
  }

  private static byte[] bytes(DataInputStream in, int count, Path file) throws IOException {
    if (count < 0) {
      throw new IOException(file + " is damaged");
    }
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException(file + " is incomplete");
    }
    return bytes;
  }

  /** What makes two networks the same to a checkpoint: everything but the name. */
  static String network(Architecture architecture) {
    return architecture.input() + " " + architecture.classes() + " " + architecture.layers();
  }
}
