package sorrel.training.domain;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;

/** Where training gets its pictures from. */
public interface ImageSource {
  /**
   * What is known of a labelled picture without reading it.
   *
   * @param kin the picture that decides which part it belongs to: its own, or one nearly the same
   */
  record Entry(ClassId classId, Split split, Sha256 sha256, Sha256 kin) {}

  /**
   * A labelled picture.
   *
   * @param file the bytes of its file
   */
  record LabelledImage(Entry entry, byte[] file) {}

  /** How many pictures of each class {@link #forEach} will look at; blocking. */
  Map<ClassId, Integer> counts(ModelId model, Instant until);

  /** How many pictures {@link #forEach} will look at; blocking. */
  default int count(ModelId model, Instant until) {
    return counts(model, until).values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Looks at every picture that was there at a time, always in the same order, and brings those
   * that are wanted; blocking.
   *
   * @param until pictures added later are left out
   * @param wanted whether a picture is to be read
   */
  void forEach(
      ModelId model, Instant until, Predicate<Entry> wanted, Consumer<LabelledImage> consumer);
}
