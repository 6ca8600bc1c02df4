package sorrel.dataset.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import sorrel.dataset.domain.ImportFailure;
import sorrel.dataset.domain.ImportRow;
import sorrel.dataset.store.ArchiveOpening;
import sorrel.dataset.store.ZipArchive;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.TaskId;
import sorrel.platform.blobs.BlobStore;
import sorrel.task.domain.Task;

/** Takes zips on for import; what it has accepted survives a crash. */
public final class Reception {
  /** Its own bytes once more: the pictures are copied out of the zip. */
  private static final int COPIES = 2;

  private final ImportTools tools;

  public Reception(ImportTools tools) {
    this.tools = tools;
  }

  /** What came of handing in a zip. */
  public sealed interface Received {
    /** It will be imported; the stage completes when its task is on disk too. */
    record Accepted(Task task, CompletionStage<Void> recorded) implements Received {}

    /** It cannot be imported, for a reason and with a sentence that says what to do. */
    record Refused(ImportFailure failure, String sentence) implements Received {}

    /** The same zip has just been imported; handing it in again will do. */
    record TryAgain() implements Received {}
  }

  /** Whether so many bytes more can be stored and imported. */
  public boolean hasRoom(long bytes) {
    return tools.blobs().free() >= Math.max(tools.options().freeBytesMin(), bytes * COPIES);
  }

  /** A file to receive a zip into. */
  public Path file(ModelId model) throws IOException {
    return tools.blobs().of(model).temporaryFile();
  }

  /** Takes a zip on; the file is gone afterwards. */
  public Received receive(AccountId account, ModelId model, Path file) throws IOException {
    try {
      switch (ZipArchive.open(file, tools.options().archive())) {
        case ArchiveOpening.Refused refused -> {
          return new Received.Refused(ImportFailure.UNUSABLE_ARCHIVE, refused.sentence());
        }
        case ArchiveOpening.Opened opened -> opened.archive().close();
      }
      BlobStore blobs = tools.blobs().of(model);
      Sha256 archive = blobs.put(file);
      ImportRow row =
          ImportRow.accepted(TaskId.next(), account, model, archive, tools.clock().instant());
      if (!tools.imports().insert(row, () -> exists(blobs, archive))) {
        return new Received.TryAgain();
      }
      Task task = TaskStates.queued(row);
      return new Received.Accepted(task, tools.tasks().record(task));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static boolean exists(BlobStore blobs, Sha256 archive) {
    try {
      return blobs.exists(archive);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
