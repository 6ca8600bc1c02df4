package sorrel.training.domain;

import java.time.Instant;
import java.util.function.Consumer;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;

/** Where training gets its pictures from. */
public interface ImageSource {
  /**
   * A labelled picture.
   *
   * @param file the bytes of its file
   */
  record LabelledImage(ClassId classId, Split split, Sha256 sha256, byte[] file) {}

  /** How many pictures {@link #forEach} will bring. */
  int count(ModelId model, Instant until);

  /**
   * Brings every picture that was there at a time, always in the same order; blocking.
   *
   * @param until pictures added later are left out
   */
  void forEach(ModelId model, Instant until, Consumer<LabelledImage> consumer);
}
