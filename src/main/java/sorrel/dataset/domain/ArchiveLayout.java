package sorrel.dataset.domain;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** How an archive's entries become pictures of classes, going by their names alone. */
public sealed interface ArchiveLayout {
  /**
   * The archive can be imported.
   *
   * @param placements one for each name, in the order given
   * @param labels the classes that have at least one entry
   * @param skipped how many entries are left out, by why
   */
  record Usable(
      List<Placement> placements, SortedSet<String> labels, Map<Placement.Skip, Long> skipped)
      implements ArchiveLayout {}

  /**
   * The archive cannot be imported.
   *
   * @param sentence for people: what is wrong and what to do
   */
  record Unusable(Problem problem, String sentence) implements ArchiveLayout {}

  /** Why an archive cannot be imported. */
  enum Problem {
    NO_PICTURES,
    NO_CLASS_FOLDERS,
    TOO_FEW_CLASSES,
    TOO_MANY_CLASSES
  }

  /**
   * Lays out the entries of an archive.
   *
   * <p>A class is a folder, either within {@code training} and {@code testing} (or other names of
   * these) or at the top; folders around all of it are passed over, and folders within a class do
   * not matter. The splits count only where both training and testing have pictures: otherwise all
   * are left to {@link StableSplit}, as a model needs both.
   *
   * @param names of the entries, in the archive's order
   * @param classesMin classes it must bring: 2 for a model without any
   * @param classesMax classes it may bring
   */
  static ArchiveLayout of(List<String> names, int classesMin, int classesMax) {
    return new ArchiveSurvey(names).layout(classesMin, classesMax);
  }
}
