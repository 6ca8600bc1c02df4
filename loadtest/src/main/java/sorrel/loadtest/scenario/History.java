package sorrel.loadtest.scenario;

/** What a model keeps of its classifications. */
public enum History {
  /** Nothing. */
  NONE("none", "without history"),
  /** A task, and the picture, on disk before the answer. */
  DURABLE("durable", "durable history");

  private final String word;
  private final String words;

  History(String word, String words) {
    this.word = word;
    this.words = words;
  }

  /** In the API. */
  String word() {
    return word;
  }

  /** For people. */
  String words() {
    return words;
  }
}
