package sorrel.dataset.worker;

import java.util.Map;
import sorrel.dataset.domain.ImportFailure;

/** Ends an import for good, with a sentence that says what to do. */
final class ImportFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final ImportFailure failure;
  private final transient Map<String, Object> members;

  ImportFailed(ImportFailure failure, String sentence) {
    this(failure, sentence, Map.of());
  }

  /** With what else a program can use, under names of their own. */
  ImportFailed(ImportFailure failure, String sentence, Map<String, Object> members) {
    super(sentence, null, false, false);
    this.failure = failure;
    this.members = members;
  }

  ImportFailure failure() {
    return failure;
  }

  Map<String, Object> members() {
    return members;
  }
}
