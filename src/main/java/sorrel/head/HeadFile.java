package sorrel.head;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import sorrel.head.domain.Distances;
import sorrel.head.domain.Familiarity;
import sorrel.head.domain.Head;
import sorrel.head.domain.Linear;
import sorrel.head.domain.Measure;

/** A head as a file of a few kilobytes to megabytes, with a checksum at its end. */
public final class HeadFile {
  private static final int MAGIC = 0x534f4844;

  private HeadFile() {}

  /**
   * Writes a head into a new file.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public static void write(Head head, Path file) {
    NumberFile.write(file, MAGIC, out -> write(head, out));
  }

  private static void write(Head head, DataOutputStream out) throws IOException {
    NumberFile.write(out, head.linear().weights());
    NumberFile.write(out, head.linear().offsets());
    out.writeDouble(head.temperature());
    Familiarity familiarity = head.familiarity();
    out.writeUTF(familiarity.measure().name());
    NumberFile.write(out, familiarity.units());
    NumberFile.write(out, familiarity.known());
    out.writeBoolean(familiarity.distances().isPresent());
    if (familiarity.distances().isPresent()) {
      Distances distances = familiarity.distances().get();
      NumberFile.write(out, distances.whitening());
      NumberFile.write(out, distances.means());
      out.writeInt(distances.features());
    }
  }

  /**
   * Reads a head.
   *
   * @throws java.io.UncheckedIOException if the file is missing, incomplete or damaged
   */
  public static Head read(Path file) {
    return NumberFile.read(file, MAGIC, HeadFile::read);
  }

  private static Head read(DataInputStream in) throws IOException {
    Linear linear = new Linear(NumberFile.readFloats(in), NumberFile.readFloats(in));
    double temperature = in.readDouble();
    Measure measure = Measure.valueOf(in.readUTF());
    double[] units = NumberFile.readDoubles(in);
    float[] known = NumberFile.readFloats(in);
    Optional<Distances> distances =
        in.readBoolean()
            ? Optional.of(
                new Distances(NumberFile.readFloats(in), NumberFile.readFloats(in), in.readInt()))
            : Optional.empty();
    return new Head(linear, temperature, new Familiarity(measure, distances, units, known));
  }
}
