package sorrel.head;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import sorrel.head.domain.ClassSums;
import sorrel.head.domain.FeatureTable;
import sorrel.kernel.ClassId;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;

/** A table of features as a file, with a checksum at its end. */
public final class FeatureTableFile {
  private static final int MAGIC = 0x534f4654;
  private static final int HASH_BYTES = 32;

  /** A longer look is taken for damage. */
  private static final int LOOK_MAX = 10_000;

  private FeatureTableFile() {}

  /**
   * Writes a table into a new file.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public static void write(FeatureTable table, Path file) {
    NumberFile.write(file, MAGIC, out -> write(table, out));
  }

  private static void write(FeatureTable table, DataOutputStream out) throws IOException {
    out.writeInt(table.width());
    out.writeInt(table.classes().size());
    for (ClassId each : table.classes()) {
      out.writeLong(each.value().getMostSignificantBits());
      out.writeLong(each.value().getLeastSignificantBits());
    }
    NumberFile.write(out, table.sums().counts());
    NumberFile.write(out, table.sums().sums());
    NumberFile.write(out, table.sums().products());
    for (int each : table.waiting()) {
      out.writeInt(each);
    }
    out.writeInt(table.rows().size());
    for (int i = 0; i < table.rows().size(); i++) {
      FeatureTable.Row row = table.rows().get(i);
      out.write(row.picture().bytes());
      out.writeInt(row.label());
      out.writeByte(row.part().code());
      NumberFile.write(out, table.halves(i));
      write(table.look(i).layout(), out);
      write(table.look(i).texture(), out);
    }
  }

  private static void write(short[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    NumberFile.write(out, values);
  }

  /**
   * Reads a table.
   *
   * @throws java.io.UncheckedIOException if the file is missing, incomplete or damaged
   */
  public static FeatureTable read(Path file) {
    return NumberFile.read(file, MAGIC, FeatureTableFile::read);
  }

  private static FeatureTable read(DataInputStream in) throws IOException {
    int width = in.readInt();
    int classCount = in.readInt();
    List<ClassId> classes = new ArrayList<>();
    for (int i = 0; i < classCount; i++) {
      classes.add(new ClassId(new UUID(in.readLong(), in.readLong())));
    }
    ClassSums sums =
        new ClassSums(
            width,
            NumberFile.readLongs(in),
            NumberFile.readDoubles(in),
            NumberFile.readDoubles(in));
    int[] waiting = new int[classCount];
    for (int i = 0; i < classCount; i++) {
      waiting[i] = in.readInt();
    }
    int count = in.readInt();
    List<FeatureTable.Row> rows = new ArrayList<>();
    List<short[]> features = new ArrayList<>();
    List<FeatureTable.KeptLook> looks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Sha256 picture = Sha256.ofBytes(in.readNBytes(HASH_BYTES));
      rows.add(new FeatureTable.Row(picture, in.readInt(), Part.of(in.readByte())));
      features.add(NumberFile.readShorts(in, width));
      looks.add(new FeatureTable.KeptLook(readLook(in), readLook(in)));
    }
    return new FeatureTable(
        width,
        classes,
        rows,
        features.toArray(short[][]::new),
        looks.toArray(FeatureTable.KeptLook[]::new),
        sums,
        waiting);
  }

  private static short[] readLook(DataInputStream in) throws IOException {
    return NumberFile.readShorts(in, Math.clamp(in.readInt(), 0, LOOK_MAX));
  }
}
