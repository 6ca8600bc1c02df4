package sorrel.dataset.store;

import java.io.Serial;
import sorrel.dataset.store.ArchiveOpening.Problem;

/** A refusal on its way to {@link ZipArchive#open}, which makes a value of it. */
final class NotOpened extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final Problem problem;

  NotOpened(Problem problem, String sentence) {
    super(sentence, null, false, false);
    this.problem = problem;
  }

  static NotOpened damaged() {
    return new NotOpened(
        Problem.DAMAGED,
        "The table of contents of this archive is damaged. Pack the folder again.");
  }

  ArchiveOpening.Refused opening() {
    return new ArchiveOpening.Refused(problem, getMessage());
  }
}
