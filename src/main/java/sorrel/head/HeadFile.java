package sorrel.head;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import sorrel.head.domain.Distances;
import sorrel.head.domain.Familiarity;
import sorrel.head.domain.Familiarity.UsualLook;
import sorrel.head.domain.Head;
import sorrel.head.domain.Linear;
import sorrel.head.domain.Measure;
import sorrel.head.domain.Ranks;

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
    write(head.familiarity(), out);
  }

  private static void write(Familiarity familiarity, DataOutputStream out) throws IOException {
    out.writeUTF(familiarity.measure().name());
    NumberFile.write(out, familiarity.units());
    NumberFile.write(out, familiarity.known().rising());
    NumberFile.write(out, familiarity.joint().rising());
    out.writeBoolean(familiarity.distances().isPresent());
    if (familiarity.distances().isPresent()) {
      write(familiarity.distances().get(), out);
    }
    out.writeBoolean(familiarity.look().isPresent());
    if (familiarity.look().isPresent()) {
      write(familiarity.look().get().distances(), out);
      NumberFile.write(out, familiarity.look().get().known().rising());
    }
  }

  private static void write(Distances distances, DataOutputStream out) throws IOException {
    NumberFile.write(out, distances.whitening());
    NumberFile.write(out, distances.means());
    out.writeInt(distances.features());
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
    return new Head(linear, temperature, readFamiliarity(in));
  }

  private static Familiarity readFamiliarity(DataInputStream in) throws IOException {
    Measure measure = Measure.valueOf(in.readUTF());
    double[] units = NumberFile.readDoubles(in);
    Ranks known = new Ranks(NumberFile.readFloats(in));
    Ranks joint = new Ranks(NumberFile.readFloats(in));
    Optional<Distances> distances =
        in.readBoolean() ? Optional.of(readDistances(in)) : Optional.empty();
    Optional<UsualLook> look =
        in.readBoolean()
            ? Optional.of(new UsualLook(readDistances(in), new Ranks(NumberFile.readFloats(in))))
            : Optional.empty();
    return new Familiarity(measure, distances, units, known, look, joint);
  }

  private static Distances readDistances(DataInputStream in) throws IOException {
    return new Distances(NumberFile.readFloats(in), NumberFile.readFloats(in), in.readInt());
  }
}
