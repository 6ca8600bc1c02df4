package sorrel.head;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import sorrel.head.domain.Directions;
import sorrel.head.domain.Distances;
import sorrel.head.domain.Familiarity;
import sorrel.head.domain.Familiarity.Places;
import sorrel.head.domain.Head;
import sorrel.head.domain.Linear;
import sorrel.head.domain.Measure;
import sorrel.head.domain.Ranks;
import sorrel.head.domain.UsualLook;

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
    NumberFile.write(out, familiarity.known().rising());
    NumberFile.write(out, familiarity.joint().rising());
    write(familiarity.places(), out);
    out.writeBoolean(familiarity.look().isPresent());
    if (familiarity.look().isPresent()) {
      write(familiarity.look().get().layouts(), out);
      write(familiarity.look().get().textures(), out);
    }
  }

  private static void write(Places places, DataOutputStream out) throws IOException {
    NumberFile.write(out, places.units());
    out.writeBoolean(places.distances().isPresent());
    if (places.distances().isPresent()) {
      write(places.distances().get(), out);
    }
    out.writeBoolean(places.directions().isPresent());
    if (places.directions().isPresent()) {
      NumberFile.write(out, places.directions().get().middle());
      NumberFile.write(out, places.directions().get().towards());
    }
  }

  private static void write(UsualLook.Kind kind, DataOutputStream out) throws IOException {
    write(kind.distances(), out);
    NumberFile.write(out, kind.known().rising());
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
    Ranks known = new Ranks(NumberFile.readFloats(in));
    Ranks joint = new Ranks(NumberFile.readFloats(in));
    Places places = readPlaces(in);
    Optional<UsualLook> look =
        in.readBoolean()
            ? Optional.of(new UsualLook(readKind(in), readKind(in)))
            : Optional.empty();
    return new Familiarity(measure, places, known, look, joint);
  }

  private static Places readPlaces(DataInputStream in) throws IOException {
    double[] units = NumberFile.readDoubles(in);
    Optional<Distances> distances =
        in.readBoolean() ? Optional.of(readDistances(in)) : Optional.empty();
    Optional<Directions> directions =
        in.readBoolean()
            ? Optional.of(new Directions(NumberFile.readFloats(in), NumberFile.readFloats(in)))
            : Optional.empty();
    return new Places(distances, directions, units);
  }

  private static UsualLook.Kind readKind(DataInputStream in) throws IOException {
    return new UsualLook.Kind(readDistances(in), new Ranks(NumberFile.readFloats(in)));
  }

  private static Distances readDistances(DataInputStream in) throws IOException {
    return new Distances(NumberFile.readFloats(in), NumberFile.readFloats(in), in.readInt());
  }
}
