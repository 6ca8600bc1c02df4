package sorrel.dataset.domain;

import java.time.Instant;
import java.util.Optional;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.kernel.TaskId;

/**
 * A picture that was brought to a dataset.
 *
 * @param name its file's name, for people
 * @param importId the import that brought it; empty if it came alone
 */
public record DatasetImage(
    ImageId id,
    ModelId model,
    String name,
    Optional<TaskId> importId,
    Instant createdAt,
    State state) {
  /** What became of it. */
  public sealed interface State {}

  /**
   * It is part of the dataset.
   *
   * @param kin the picture whose side it shares, see {@link Side}
   * @param format of its file, such as {@code jpeg}
   * @param width pixels, once upright
   * @param height pixels, once upright
   */
  public record Ready(
      ClassId classId,
      Split split,
      Sha256 sha256,
      Sha256 kin,
      PackSlice slice,
      String format,
      int width,
      int height)
      implements State {}

  /**
   * It cannot be used; its bytes are not kept.
   *
   * @param classId empty if it lay in no class folder
   * @param reason for programs, in kebab-case
   * @param sentence for people: what is wrong and what to do
   */
  public record Refused(Optional<ClassId> classId, String reason, String sentence)
      implements State {}

  /** The class it belongs to or was meant for. */
  public Optional<ClassId> classId() {
    return switch (state) {
      case Ready ready -> Optional.of(ready.classId());
      case Refused refused -> refused.classId();
    };
  }
}
