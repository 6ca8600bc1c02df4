package sorrel.dataset.domain;

/** What came of adding one picture. */
public sealed interface AddedImage {
  record New(DatasetImage image) implements AddedImage {}

  /** The model has the same bytes already; nothing changed. */
  record Known(DatasetImage image) implements AddedImage {}

  /**
   * The file is not a picture that can be used.
   *
   * @param sentence for people: what is wrong and what to do
   */
  record Unreadable(String reason, String sentence) implements AddedImage {}

  /** The class was removed meanwhile. */
  record ClassGone() implements AddedImage {}
}
