package sorrel.dataset.worker;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.dataset.domain.ImportRow;
import sorrel.dataset.domain.Placement;
import sorrel.task.domain.Task;

/** Tells how far an import is, in pictures: shown twice a second, written with each batch. */
final class ImportProgress {
  private static final Logger LOG = LoggerFactory.getLogger(ImportProgress.class);
  private static final long BETWEEN_NANOS = Duration.ofMillis(500).toNanos();

  private final ImportTools tools;
  private final ImportRow row;

  /** Pictures before each entry, and of all. */
  private final int[] before;

  private long shownAt = System.nanoTime();

  ImportProgress(ImportTools tools, ImportRow row, List<Placement> placements) {
    this.tools = tools;
    this.row = row;
    this.before = new int[placements.size() + 1];
    for (int i = 0; i < placements.size(); i++) {
      before[i + 1] = before[i] + (placements.get(i) instanceof Placement.Skipped ? 0 : 1);
    }
  }

  /** Shows that the entries before one are done, unless that was shown just now. */
  void show(int entry) {
    long now = System.nanoTime();
    if (now - shownAt >= BETWEEN_NANOS) {
      shownAt = now;
      tools.tasks().show(task(entry));
    }
  }

  /** Writes that the entries before one are done; does not wait for it. */
  void record(int entry) {
    tools
        .tasks()
        .record(task(entry))
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.warn("progress of import {} was not written", row.id(), failure);
              }
            });
  }

  private Task task(int entry) {
    return TaskStates.running(
        row, before[entry], before[before.length - 1], tools.clock().instant());
  }
}
