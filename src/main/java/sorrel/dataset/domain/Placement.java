package sorrel.dataset.domain;

import java.util.Optional;
import sorrel.kernel.Split;

/** What becomes of one entry of an archive. */
public sealed interface Placement {
  /**
   * It is taken for a picture of a class.
   *
   * @param split empty when the archive does not say; {@link Side} decides then
   */
  record Placed(String label, Optional<Split> split) implements Placement {}

  /** It is left out without a word, but counted. */
  record Skipped(Skip reason) implements Placement {}

  /**
   * It may be a picture, but cannot be used.
   *
   * @param sentence for people: what is wrong and what to do
   */
  record Refused(Refusal reason, String sentence) implements Placement {}

  /** Why an entry is nobody's loss. */
  enum Skip {
    FOLDER,
    /** Files that systems leave behind, and those whose name begins with a dot. */
    HIDDEN,
    /** A file that by its name is text, a table or the like. */
    NOT_A_PICTURE
  }

  /** Why a picture cannot be used. */
  enum Refusal {
    WITHOUT_CLASS,
    LABEL,
    UNSAFE_NAME
  }
}
