package sorrel.dataset.domain;

/** How an import ends. */
public sealed interface ImportEnding {
  /**
   * Its pictures are in the dataset.
   *
   * @param result what came of it, as JSON
   */
  record Succeeded(String result) implements ImportEnding {}

  /**
   * It brought nothing, or could not go on.
   *
   * @param problem a problem document in JSON
   */
  record Failed(String problem) implements ImportEnding {}

  /** The model was deleted. */
  record Cancelled() implements ImportEnding {}
}
