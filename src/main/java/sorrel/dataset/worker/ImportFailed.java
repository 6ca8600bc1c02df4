package sorrel.dataset.worker;

import sorrel.dataset.domain.ImportFailure;

/** Ends an import for good, with a sentence that says what to do. */
final class ImportFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final ImportFailure failure;

  ImportFailed(ImportFailure failure, String sentence) {
    super(sentence, null, false, false);
    this.failure = failure;
  }

  ImportFailure failure() {
    return failure;
  }
}
