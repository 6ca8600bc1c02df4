package sorrel.dataset.domain;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sorrel.kernel.Split;

/** The names of folders that stand for a split. */
final class SplitName {
  /** A validation part is learned from too: Sorrel takes its own out of training. */
  private static final Map<String, Split> NAMES =
      Map.of(
          "training", Split.TRAINING,
          "train", Split.TRAINING,
          "val", Split.TRAINING,
          "valid", Split.TRAINING,
          "validation", Split.TRAINING,
          "testing", Split.TESTING,
          "test", Split.TESTING);

  private SplitName() {}

  /** The split that a folder stands for, in any case of letters. */
  static Optional<Split> of(String folder) {
    return Optional.ofNullable(NAMES.get(folder.strip().toLowerCase(Locale.ROOT)));
  }
}
