package sorrel.dataset.domain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import sorrel.dataset.domain.ArchiveLayout.Problem;
import sorrel.dataset.domain.ArchiveLayout.Unusable;
import sorrel.dataset.domain.ArchiveLayout.Usable;
import sorrel.dataset.domain.Placement.Placed;
import sorrel.dataset.domain.Placement.Refused;
import sorrel.dataset.domain.Placement.Skip;
import sorrel.dataset.domain.Placement.Skipped;
import sorrel.kernel.Split;

/** Finds out where an archive's classes begin, and places each entry. */
final class ArchiveSurvey {
  private final List<EntryName> names;
  private final List<EntryName> candidates;

  /** Folders around everything, which are passed over. */
  private final int root;

  /** Whether the first folder after those is a split. */
  private final boolean inSplits;

  /** One object for all entries of a class and split: an archive may have a million. */
  private final Map<Placed, Placed> placed = new HashMap<>();

  private final SortedSet<String> labels = new TreeSet<>();

  ArchiveSurvey(List<String> texts) {
    names = texts.stream().map(EntryName::of).toList();
    candidates = names.stream().filter(name -> name.skip().isEmpty() && !name.climbs()).toList();
    root = root(candidates);
    inSplits = inSplits(candidates, root);
  }

  ArchiveLayout layout(int classesMin, int classesMax) {
    if (candidates.isEmpty()) {
      return new Unusable(
          Problem.NO_PICTURES,
          "This archive holds no pictures. Put pictures into it, in one folder for each class.");
    }
    boolean bothSplits = splitsWithPictures().size() == 2;
    List<Placement> placements = new ArrayList<>(names.size());
    Map<Skip, Long> skipped = new EnumMap<>(Skip.class);
    for (EntryName name : names) {
      Placement placement = place(name, bothSplits);
      if (placement instanceof Skipped(Skip reason)) {
        skipped.merge(reason, 1L, Long::sum);
      }
      placements.add(placement);
    }
    return problem(classesMin, classesMax)
        .<ArchiveLayout>map(unusable -> unusable)
        .orElseGet(() -> new Usable(placements, labels, skipped));
  }

  private Optional<Unusable> problem(int classesMin, int classesMax) {
    if (labels.isEmpty()) {
      return Optional.of(
          new Unusable(
              Problem.NO_CLASS_FOLDERS,
              "The pictures of this archive lie in no class folders. Make one folder for each"
                  + " class, named as the class, and put its pictures there."));
    }
    if (labels.size() < classesMin) {
      return Optional.of(
          new Unusable(
              Problem.TOO_FEW_CLASSES,
              "This archive has one class only, \"%s\". To tell classes apart, it takes at least %d: add a folder with other pictures."
                  .formatted(labels.first(), classesMin)));
    }
    if (labels.size() > classesMax) {
      return Optional.of(
          new Unusable(
              Problem.TOO_MANY_CLASSES,
              "This archive has %d class folders; a model has up to %d classes. Put fewer folders into it."
                  .formatted(labels.size(), classesMax)));
    }
    return Optional.empty();
  }

  private Placement place(EntryName name, boolean bothSplits) {
    if (name.climbs()) {
      return new Refused(
          Placement.Refusal.UNSAFE_NAME,
          "This entry's name leads out of the archive (\"..\"). Pack the folder again.");
    }
    Optional<Skip> skip = name.skip();
    if (skip.isPresent()) {
      return new Skipped(skip.get());
    }
    int at = inSplits ? root + 1 : root;
    Optional<Split> split =
        inSplits && name.folders().size() > root
            ? SplitName.of(name.folders().get(root))
            : Optional.empty();
    if (name.folders().size() <= at || (inSplits && split.isEmpty())) {
      return new Refused(
          Placement.Refusal.WITHOUT_CLASS,
          inSplits
              ? "This picture lies outside the class folders of training and testing. Move it into the folder of its class."
              : "This picture lies beside the class folders. Move it into the folder of its class.");
    }
    Optional<String> label = Label.of(name.folders().get(at));
    if (label.isEmpty()) {
      return new Refused(
          Placement.Refusal.LABEL,
          "This picture's folder has a name that cannot be a class: it needs 1 to %d visible characters. Rename the folder."
              .formatted(Label.LENGTH_MAX));
    }
    labels.add(label.get());
    Placed place = new Placed(label.get(), bothSplits ? split : Optional.empty());
    return placed.computeIfAbsent(place, same -> same);
  }

  private Set<Split> splitsWithPictures() {
    Set<Split> splits = EnumSet.noneOf(Split.class);
    if (inSplits) {
      for (EntryName name : candidates) {
        if (name.folders().size() > root + 1) {
          SplitName.of(name.folders().get(root)).ifPresent(splits::add);
        }
      }
    }
    return splits;
  }

  /** How many folders lie around all pictures, without one that must be a class or a split. */
  private static int root(List<EntryName> candidates) {
    int depth = 0;
    while (true) {
      int level = depth;
      // Papers beside the folder are no candidates; a picture there ends the passing over.
      boolean all = candidates.stream().allMatch(name -> name.folders().size() > level);
      if (!all || candidates.isEmpty()) {
        return depth;
      }
      String first = candidates.getFirst().folders().get(level);
      boolean same = candidates.stream().allMatch(name -> name.folders().get(level).equals(first));
      boolean deeper = candidates.stream().anyMatch(name -> name.folders().size() > level + 1);
      if (!same || !deeper || SplitName.of(first).isPresent()) {
        return depth;
      }
      depth++;
    }
  }

  /**
   * Whether the folders at the root are splits. A class may well be called "train": it is one
   * unless all folders are splits, or training and testing both are there with folders in them.
   */
  private static boolean inSplits(List<EntryName> candidates, int root) {
    boolean onlySplits = true;
    Set<Split> filled = EnumSet.noneOf(Split.class);
    for (EntryName name : candidates) {
      if (name.folders().size() > root) {
        Optional<Split> split = SplitName.of(name.folders().get(root));
        onlySplits &= split.isPresent();
        if (name.folders().size() > root + 1) {
          split.ifPresent(filled::add);
        }
      }
    }
    return filled.size() == 2 || (onlySplits && !filled.isEmpty());
  }
}
