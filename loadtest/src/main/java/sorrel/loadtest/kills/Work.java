package sorrel.loadtest.kills;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that was begun and accepted before a node dies. */
interface Work {
  /**
   * How far it is, to be compared: whatever is done of it makes it another. Empty for work that
   * does not train.
   */
  Optional<String> progress();

  /** Waits for its end, and returns, as sentences, what became of it that should not have. */
  List<String> faultsAtEnd(Duration max);

  /** No work at all. */
  static Work none() {
    return new Work() {
      @Override
      public Optional<String> progress() {
        return Optional.empty();
      }

      @Override
      public List<String> faultsAtEnd(Duration max) {
        return List.of();
      }
    };
  }
}
