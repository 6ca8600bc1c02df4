package sorrel.dataset.store;

/** What came of opening a file as an archive. */
public sealed interface ArchiveOpening {
  /** The archive's table of contents was read; close it after use. */
  record Opened(ZipArchive archive) implements ArchiveOpening {}

  /**
   * The file cannot be imported.
   *
   * @param sentence for people: what is wrong and what to do
   */
  record Refused(Problem problem, String sentence) implements ArchiveOpening {}

  /** Why a file cannot be imported. */
  enum Problem {
    EMPTY,
    NOT_A_ZIP,
    TRUNCATED,
    DAMAGED,
    IN_PARTS,
    TOO_LARGE,
    TOO_MANY_ENTRIES
  }
}
