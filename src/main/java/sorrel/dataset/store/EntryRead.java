package sorrel.dataset.store;

/** What came of reading one entry of an archive. */
public sealed interface EntryRead {
  /**
   * The entry's bytes, whole and with the right check sum.
   *
   * @param bytes never compared, and owned by who asked for them
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Content(byte[] bytes) implements EntryRead {}

  /**
   * The entry cannot be read.
   *
   * @param sentence for people: what is wrong and what to do
   */
  record Refused(EntryProblem problem, String sentence) implements EntryRead {
    Refused(EntryProblem problem) {
      this(problem, problem.sentence());
    }
  }

  /** Why an entry cannot be read. */
  enum EntryProblem {
    LOCKED("This file is locked with a password. Pack the archive again without one."),
    UNSUPPORTED_METHOD(
        "This file is packed in a way that Sorrel cannot read. Pack the archive again as a plain"
            + " zip."),
    TOO_LARGE("This file is too large. Make the picture smaller."),
    BOMB(
        "This file expands to far more than a picture would. Leave it out, or pack the archive"
            + " again."),
    DAMAGED("This file is damaged within the archive. Pack the archive again."),
    OVERLAPPING(
        "This file shares its bytes with another one, as no honest archive does. Pack the archive"
            + " again."),
    DUPLICATE_NAME(
        "Another file of the archive has the same name; the first one is used. Rename one of"
            + " them."),
    LINK("This is a link to another file. Put the picture itself into the archive.");

    private final String sentence;

    EntryProblem(String sentence) {
      this.sentence = sentence;
    }

    /** What is wrong and what to do, for a person. */
    public String sentence() {
      return sentence;
    }
  }
}
