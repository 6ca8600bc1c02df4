package sorrel.dataset.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import sorrel.dataset.domain.ImportEnding;
import sorrel.dataset.domain.ImportFailure;
import sorrel.dataset.domain.ImportRow;
import sorrel.kernel.TaskId;
import sorrel.picture.PictureReader;
import sorrel.picture.PipelineSuggestion;

/**
 * Takes one import from wherever it stands to its end.
 *
 * <p>Whatever it throws, the import stands where it stood, and running it again goes on from there:
 * each batch is one transaction that also moves the import on, each change of the dataset is
 * counted by its id, and the end is written down before anybody is told of it.
 */
public final class ImportRun {
  /** Times that an import is taken up again at the same place. */
  private static final int ATTEMPTS_MAX = 20;

  private final ImportTools tools;
  private final ImportReading reading;

  /**
   * Works with the given threads.
   *
   * @param threads read and decode pictures; shared by all imports of the node
   */
  public ImportRun(ImportTools tools, PictureThreads threads) {
    this.tools = tools;
    this.reading = new ImportReading(tools, new PictureReader(tools.options().picture()), threads);
  }

  /**
   * Works until the import has ended; blocking. Nobody else may work on it meanwhile.
   *
   * @param stop makes it give up after some pictures, to go on another time
   * @throws RuntimeException if it could not be ended now
   */
  public void run(TaskId id, BooleanSupplier stop) {
    Optional<ImportRow> row = tools.imports().begin(id, tools.clock().instant());
    if (row.isPresent() && row.get().ending().isEmpty()) {
      row = tools.imports().end(id, outcome(row.get(), stop));
      tools.reached(ImportStep.ENDING_WRITTEN);
    }
    row.ifPresent(this::end);
  }

  private ImportEnding outcome(ImportRow row, BooleanSupplier stop) {
    try {
      if (row.attempts() > ATTEMPTS_MAX) {
        throw new ImportFailed(
            ImportFailure.INTERRUPTED,
            "The import stopped %d times at the same place. Import the zip again; pictures that are there already are not added twice."
                .formatted(ATTEMPTS_MAX));
      }
      return reading.read(row, stop);
    } catch (ImportFailed failed) {
      return new ImportEnding.Failed(
          tools.states().problem(failed.failure(), failed.getMessage(), failed.members()));
    } catch (ModelGone gone) {
      return new ImportEnding.Cancelled();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Tells everybody, and then forgets the import. */
  private void end(ImportRow row) {
    tools.relay().send(row.model());
    tools.reached(ImportStep.CHANGES_COUNTED);
    var statistics = tools.states().statistics(row.statistics());
    tools
        .owner()
        .close(
            row.model(),
            row.id(),
            Optional.of(statistics)
                .filter(known -> known.pictures() > 0)
                .map(PipelineSuggestion::of));
    tools.reached(ImportStep.IMPORT_CLOSED);
    tools
        .tasks()
        .record(TaskStates.ended(row, row.ending().orElseThrow(), tools.clock().instant()))
        .toCompletableFuture()
        .join();
    tools.reached(ImportStep.TASK_ENDED);
    tools.imports().delete(row, () -> removeArchive(row));
    tools.reached(ImportStep.IMPORT_FORGOTTEN);
  }

  private void removeArchive(ImportRow row) {
    try {
      tools.blobs().of(row.model()).delete(row.archive());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
