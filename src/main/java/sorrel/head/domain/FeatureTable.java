package sorrel.head.domain;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import sorrel.kernel.ClassId;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;

/**
 * The features of a model's pictures as one network sees them, with the running sums over those to
 * learn from. Kept with a version: a class is added from it, and a picture taken out of it, without
 * looking at any other picture again.
 *
 * <p>Features are kept as half-precision numbers, and the sums are over those same numbers. It
 * never changes; {@link Draft} makes the next one.
 */
public final class FeatureTable {
  /** What a table may take in memory and on disk for its features. */
  private static final long BYTES_MAX = 512L << 20;

  private final int width;
  private final List<ClassId> classes;
  private final List<Row> rows;
  private final short[][] features;
  private final KeptLook[] looks;
  private final ClassSums sums;
  private final int[] waiting;

  /**
   * A picture.
   *
   * @param label the place of its class in {@link #classes()}
   */
  public record Row(Sha256 picture, int label, Part part) {}

  /** A {@link Look} as half-precision numbers; the arrays are not copied. */
  public record KeptLook(short[] layout, short[] texture) {
    private static KeptLook of(Look look) {
      return new KeptLook(halves(look.layout()), halves(look.texture()));
    }

    Look look() {
      return new Look(floats(layout), floats(texture));
    }
  }

  /** A table of what was kept, with its sums as they were; the arrays are not copied. */
  public FeatureTable(
      int width,
      List<ClassId> classes,
      List<Row> rows,
      short[][] features,
      KeptLook[] looks,
      ClassSums sums,
      int[] waiting) {
    this.width = width;
    this.classes = List.copyOf(classes);
    this.rows = List.copyOf(rows);
    this.features = features;
    this.looks = looks;
    this.sums = sums;
    this.waiting = waiting;
  }

  /** How many pictures a table of that width may have. */
  public static int rowsMax(int width) {
    return Math.toIntExact(BYTES_MAX / (2L * width));
  }

  /** How many features a picture has. */
  public int width() {
    return width;
  }

  /** What labels mean, in order. */
  public List<ClassId> classes() {
    return classes;
  }

  public List<Row> rows() {
    return rows;
  }

  /** Over the pictures of {@link Part#TRAINING}. */
  public ClassSums sums() {
    return sums;
  }

  /**
   * Of each class, the pictures of {@link Part#TRAINING} that were left for later; those that are
   * here were drawn from all by lot. Not a copy.
   */
  public int[] waiting() {
    return waiting;
  }

  /** Whether pictures were left for later. */
  public boolean isPartial() {
    return Arrays.stream(waiting).anyMatch(each -> each > 0);
  }

  /** The features of a row, as a copy. */
  public float[] features(int row) {
    return floats(features[row]);
  }

  /** All that is known of a row's picture, as a copy. */
  public Traits traits(int row) {
    return new Traits(features(row), looks[row].look());
  }

  /** The features of a row as they are kept; not a copy. */
  public short[] halves(int row) {
    return features[row];
  }

  /** The look of a row's picture as it is kept; not a copy. */
  public KeptLook look(int row) {
    return looks[row];
  }

  private static float[] floats(short[] halves) {
    float[] values = new float[halves.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.float16ToFloat(halves[i]);
    }
    return values;
  }

  private static short[] halves(float[] values) {
    short[] halves = new short[values.length];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = Float.floatToFloat16(values[i]);
    }
    return halves;
  }

  /** The rows of a part. */
  public int[] of(Part part) {
    return indices(row -> rows.get(row).part() == part);
  }

  private int[] indices(IntPredicate wanted) {
    return IntStream.range(0, rows.size()).filter(wanted).toArray();
  }

  /** The labels of some rows. */
  public int[] labels(int[] of) {
    return IntStream.of(of).map(row -> rows.get(row).label()).toArray();
  }

  /** The next table, which begins as this one with the given classes. */
  public Draft edit(List<ClassId> newClasses) {
    Draft draft = new Draft(width, newClasses);
    int[] from = newClasses.stream().mapToInt(classes::indexOf).toArray();
    draft.sums = sums.arranged(from);
    Map<Integer, Integer> places = new HashMap<>();
    for (int c = 0; c < from.length; c++) {
      places.put(from[c], c);
    }
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Integer label = places.get(row.label());
      if (label != null) {
        draft.rows.put(
            row.picture(),
            new Kept(new Row(row.picture(), label, row.part()), features[i], looks[i]));
      } else if (row.part() == Part.TRAINING) {
        draft.sums.forget(features(i));
      }
    }
    return draft;
  }

  private record Kept(Row row, short[] halves, KeptLook look) {}

  /** A table in the making. Not safe for several threads. */
  public static final class Draft {
    private final int width;
    private final List<ClassId> classes;
    private final Map<Sha256, Kept> rows = new LinkedHashMap<>();
    private final int[] waiting;
    private ClassSums sums;

    /** An empty one. */
    public Draft(int width, List<ClassId> classes) {
      this.width = width;
      this.classes = List.copyOf(classes);
      this.sums = new ClassSums(classes.size(), width);
      this.waiting = new int[classes.size()];
    }

    /** The row of a picture, if the table has it. */
    public Optional<Row> row(Sha256 picture) {
      return Optional.ofNullable(rows.get(picture)).map(Kept::row);
    }

    /** The pictures in the table. */
    public List<Sha256> pictures() {
      return List.copyOf(rows.keySet());
    }

    /**
     * Adds a picture, or replaces it.
     *
     * @throws IllegalArgumentException if there are not as many features as the table is wide
     */
    public void add(Row row, Traits traits) {
      if (traits.features().length != width) {
        throw new IllegalArgumentException(
            traits.features().length + " features instead of " + width);
      }
      remove(row.picture());
      put(new Kept(row, halves(traits.features()), KeptLook.of(traits.look())));
    }

    /** Says of a picture to learn from that it is left for later. */
    public void leave(int label) {
      waiting[label]++;
    }

    /** Gives a picture that the table has another class or part. */
    public void move(Row row) {
      Kept kept = rows.get(row.picture());
      remove(row.picture());
      put(new Kept(row, kept.halves(), kept.look()));
    }

    private void put(Kept kept) {
      rows.put(kept.row().picture(), kept);
      if (kept.row().part() == Part.TRAINING) {
        sums.add(floats(kept.halves()), kept.row().label());
      }
    }

    /** Takes a picture out, as if it had never been there. */
    public void remove(Sha256 picture) {
      Kept kept = rows.remove(picture);
      if (kept != null && kept.row().part() == Part.TRAINING) {
        sums.remove(floats(kept.halves()), kept.row().label());
      }
    }

    /** Whether it has as many pictures as a table may have. */
    public boolean isFull() {
      return rows.size() >= rowsMax(width);
    }

    /**
     * Sees to it that every class with two pictures or more outside the testing part has some to
     * learn from and one to check with.
     */
    public void cover() {
      for (int label = 0; label < classes.size(); label++) {
        List<Row> learned = rows(label, Part.TRAINING);
        List<Row> checked = rows(label, Part.VALIDATION);
        if (learned.isEmpty() && !checked.isEmpty()) {
          move(in(checked.getLast(), Part.TRAINING));
        } else if (checked.isEmpty() && learned.size() >= 2) {
          move(in(learned.getLast(), Part.VALIDATION));
        }
      }
    }

    private static Row in(Row row, Part part) {
      return new Row(row.picture(), row.label(), part);
    }

    private List<Row> rows(int label, Part part) {
      return rows.values().stream()
          .map(Kept::row)
          .filter(row -> row.label() == label && row.part() == part)
          .toList();
    }

    /** The table; the draft is not used any more. */
    public FeatureTable done() {
      return new FeatureTable(
          width,
          classes,
          rows.values().stream().map(Kept::row).toList(),
          rows.values().stream().map(Kept::halves).toArray(short[][]::new),
          rows.values().stream().map(Kept::look).toArray(KeptLook[]::new),
          sums,
          waiting);
    }
  }
}
