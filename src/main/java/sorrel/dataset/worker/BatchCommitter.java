package sorrel.dataset.worker;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import sorrel.dataset.domain.ImportBatch;
import sorrel.dataset.domain.ImportFailure;
import sorrel.dataset.domain.ImportRow;
import sorrel.dataset.store.DatasetLedger;
import sorrel.picture.PictureStatistics;

/** Commits batches one after the other, while the next one is being gathered. */
final class BatchCommitter implements AutoCloseable {
  private final ImportTools tools;
  private final ImportRow row;
  private final ImportProgress progress;
  private FutureTask<Void> underWay = done();

  BatchCommitter(ImportTools tools, ImportRow row, ImportProgress progress) {
    this.tools = tools;
    this.row = row;
    this.progress = progress;
  }

  private static FutureTask<Void> done() {
    FutureTask<Void> task = new FutureTask<>(() -> null);
    task.run();
    return task;
  }

  /**
   * Waits for the batch before, then begins with this one, which is closed when it is done.
   *
   * @param statistics of all pictures up to the last of the batch
   */
  void commit(BatchBuilder batch, PictureStatistics statistics)
      throws IOException, ImportFailed, ModelGone {
    await();
    Callable<Void> work =
        () -> {
          try (batch) {
            add(batch, statistics);
          }
          return null;
        };
    underWay = new FutureTask<>(work);
    Thread.ofVirtual().name("import-commit").start(underWay);
  }

  private void add(BatchBuilder builder, PictureStatistics statistics)
      throws IOException, ImportFailed, ModelGone {
    if (tools.blobs().free() < tools.options().freeBytesMin()) {
      throw new ImportFailed(
          ImportFailure.STORAGE_FULL,
          "The server's disk is nearly full. Free some room and import the zip again; pictures that are there already are not added twice.");
    }
    ImportBatch batch =
        builder.store(tools.states().statistics(statistics), tools.clock().instant());
    tools.reached(ImportStep.PACK_STORED);
    switch (tools.ledger().add(batch, tools.clock().instant())) {
      case DatasetLedger.Added.NOT_OURS ->
          throw new ImportStopped("the import has ended or goes on elsewhere");
      case DatasetLedger.Added.DONE -> tools.reached(ImportStep.BATCH_COMMITTED);
    }
    if (!tools.relay().trySend(row.model())) {
      throw new ModelGone();
    }
    tools.reached(ImportStep.BATCH_COUNTED);
    progress.record(batch.to());
    tools.reached(ImportStep.PROGRESS_RECORDED);
  }

  /** Waits for what is under way; throws what went wrong with it. */
  void await() throws IOException, ImportFailed, ModelGone {
    try {
      underWay.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ImportStopped("interrupted");
    } catch (ExecutionException failure) {
      switch (failure.getCause()) {
        case ImportFailed failed -> throw failed;
        case ModelGone gone -> throw gone;
        case IOException disk -> throw disk;
        case RuntimeException other -> throw other;
        default -> throw new IllegalStateException(failure.getCause());
      }
    }
  }

  /** Waits for what is under way, whatever becomes of it. */
  @Override
  public void close() {
    try {
      underWay.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException known) {
      // Whoever awaited it was told.
    }
  }
}
