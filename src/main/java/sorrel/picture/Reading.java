package sorrel.picture;

/** What came of reading a file as a picture. */
public sealed interface Reading {
  /** The file is a picture. Always written {@code Reading.Readable}, so nothing is shadowed. */
  @SuppressWarnings("JavaLangClash")
  record Readable(Picture picture) implements Reading {}

  /**
   * The file was refused.
   *
   * @param reason for programs
   * @param sentence for people: what is wrong and what to do
   */
  record Unreadable(Reason reason, String sentence) implements Reading {}
}
