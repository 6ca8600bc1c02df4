package sorrel.dataset.domain;

import java.util.Optional;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Split;

/**
 * Which images of a model to list.
 *
 * @param before the last one of the page before
 * @param limit how many at most
 */
public record ImageQuery(
    ModelId model,
    Optional<ClassId> classId,
    Optional<Split> split,
    Optional<ImageState> state,
    Optional<ImageId> before,
    int limit) {
  /** What became of an image, as a word. */
  public enum ImageState {
    READY,
    REFUSED
  }
}
