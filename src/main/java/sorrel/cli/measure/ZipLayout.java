package sorrel.cli.measure;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import sorrel.kernel.Split;

/**
 * What the names of a zip's entries say of its pictures, as an import understands them: a class is
 * a folder within {@code training} and {@code testing}, or at the top where there are none of
 * these; folders around all of it are passed over.
 *
 * @param pictures files in a class folder, in the order of the names given; some may turn out to be
 *     no pictures
 */
record ZipLayout(List<Picture> pictures) {
  private static final Map<String, Split> SPLITS =
      Map.of(
          "training", Split.TRAINING,
          "train", Split.TRAINING,
          "val", Split.TRAINING,
          "valid", Split.TRAINING,
          "validation", Split.TRAINING,
          "testing", Split.TESTING,
          "test", Split.TESTING);

  /** Where classes begin is told by files that are surely pictures, not by a list beside them. */
  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "webp", "tif", "tiff");

  ZipLayout {
    pictures = List.copyOf(pictures);
  }

  /**
   * A file in a class folder.
   *
   * @param entry its whole name in the zip
   * @param path its name below the class folder
   * @param split empty unless the zip has pictures of both splits
   */
  record Picture(String entry, String label, String path, Optional<Split> split) {}

  private record Name(String entry, List<String> folders, String file) {
    boolean surelyPicture() {
      return PICTURES.contains(file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    Optional<Split> split(int depth) {
      return depth < folders.size()
          ? Optional.ofNullable(SPLITS.get(folders.get(depth).strip().toLowerCase(Locale.ROOT)))
          : Optional.empty();
    }
  }

  static ZipLayout of(List<String> entries) {
    List<Name> names = entries.stream().flatMap(entry -> name(entry).stream()).toList();
    List<Name> sure = names.stream().filter(Name::surelyPicture).toList();
    List<Name> telling = sure.isEmpty() ? names : sure;
    int root = root(telling);
    boolean inSplits = inSplits(telling, root);
    boolean bothSplits = inSplits && filled(telling, root).size() == 2;
    int depth = inSplits ? root + 1 : root;
    List<Picture> pictures = new ArrayList<>();
    for (Name name : names) {
      Optional<Split> split = inSplits ? name.split(root) : Optional.empty();
      if (name.folders().size() > depth && (split.isPresent() || !inSplits)) {
        List<String> below = name.folders().subList(depth + 1, name.folders().size());
        String path = String.join("/", below) + (below.isEmpty() ? "" : "/") + name.file();
        String label = Normalizer.normalize(name.folders().get(depth), Normalizer.Form.NFC).strip();
        pictures.add(new Picture(name.entry(), label, path, bothSplits ? split : Optional.empty()));
      }
    }
    return new ZipLayout(pictures);
  }

  /** The classes in the order of the server's list. */
  SortedSet<String> labels() {
    SortedSet<String> labels = new TreeSet<>();
    pictures.forEach(picture -> labels.add(picture.label()));
    return labels;
  }

  /** An entry's name taken apart; empty for folders and what systems leave behind. */
  private static Optional<Name> name(String entry) {
    String path = entry.replace('\\', '/');
    List<String> parts = Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    boolean hidden =
        parts.stream().anyMatch(part -> part.startsWith(".") || part.equalsIgnoreCase("__MACOSX"));
    return parts.isEmpty() || path.endsWith("/") || hidden
        ? Optional.empty()
        : Optional.of(new Name(entry, parts.subList(0, parts.size() - 1), parts.getLast()));
  }

  /** How many folders lie around all pictures and are neither a split nor a class. */
  private static int root(List<Name> names) {
    int depth = 0;
    while (isAround(names, depth)) {
      depth++;
    }
    return depth;
  }

  private static boolean isAround(List<Name> names, int depth) {
    if (names.isEmpty() || names.getFirst().folders().size() <= depth) {
      return false;
    }
    Name first = names.getFirst();
    String folder = first.folders().get(depth);
    return first.split(depth).isEmpty()
        && names.stream()
            .allMatch(
                name -> name.folders().size() > depth && name.folders().get(depth).equals(folder))
        && names.stream().anyMatch(name -> name.folders().size() > depth + 1);
  }

  /** A class may well be called "train": it is one unless its neighbours are splits too. */
  private static boolean inSplits(List<Name> names, int root) {
    Set<Split> filled = filled(names, root);
    return filled.size() == 2
        || (!filled.isEmpty()
            && names.stream()
                .filter(name -> name.folders().size() > root)
                .allMatch(name -> name.split(root).isPresent()));
  }

  /** The splits that have class folders. */
  private static Set<Split> filled(List<Name> names, int root) {
    Set<Split> filled = EnumSet.noneOf(Split.class);
    names.stream()
        .filter(name -> name.folders().size() > root + 1)
        .forEach(name -> name.split(root).ifPresent(filled::add));
    return filled;
  }
}
