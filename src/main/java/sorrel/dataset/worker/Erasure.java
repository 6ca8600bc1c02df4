package sorrel.dataset.worker;

import java.util.List;
import sorrel.dataset.domain.ImportEnding;
import sorrel.dataset.domain.ImportRow;
import sorrel.kernel.ModelId;

/** Removes all that a deleted model leaves. */
public final class Erasure {
  private final ImportTools tools;
  private final Importer importer;

  public Erasure(ImportTools tools, Importer importer) {
    this.tools = tools;
    this.importer = importer;
  }

  /**
   * Ends the model's imports as cancelled, then removes its rows and blobs. An import on another
   * node finds its row gone and stops.
   */
  public void erase(ModelId model) {
    List<ImportRow> open = tools.imports().open(model);
    importer.whileStopped(
        open.stream().map(ImportRow::id).toList(),
        () -> {
          open.forEach(this::cancel);
          tools.ledger().removeModel(model);
          tools.blobs().deleteAll(model);
        });
  }

  private void cancel(ImportRow row) {
    ImportEnding ending = row.ending().orElseGet(ImportEnding.Cancelled::new);
    tools
        .tasks()
        .record(TaskStates.ended(row, ending, tools.clock().instant()))
        .toCompletableFuture()
        .join();
  }
}
