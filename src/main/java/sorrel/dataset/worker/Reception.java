package sorrel.dataset.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import sorrel.dataset.domain.ArchiveLayout;
import sorrel.dataset.domain.DatasetSize;
import sorrel.dataset.domain.ImportFailure;
import sorrel.dataset.domain.ImportRow;
import sorrel.dataset.domain.Placement;
import sorrel.dataset.store.ArchiveEntry;
import sorrel.dataset.store.ArchiveOpening;
import sorrel.dataset.store.ZipArchive;
import sorrel.kernel.AccountId;
import sorrel.kernel.Allowance;
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

    /**
     * It does not fit into what the account may have.
     *
     * @param bytes of its pictures once unpacked
     */
    record WithoutRoom(Allowance room, long bytes) implements Received {}

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
        case ArchiveOpening.Opened opened -> {
          try (ZipArchive zip = opened.archive()) {
            Optional<Received.WithoutRoom> without = withoutRoom(account, model, zip);
            if (without.isPresent()) {
              return without.get();
            }
          }
        }
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

  /**
   * Empty if the zip may be imported. Where the model has pictures already, some of the zip's may
   * be among them, which only the import finds out: it then adds what there is room for.
   */
  private Optional<Received.WithoutRoom> withoutRoom(
      AccountId account, ModelId model, ZipArchive zip) {
    Allowance room = tools.room().of(account);
    if (room.fits(zip.entries().stream().mapToLong(ArchiveEntry::size).sum())
        || tools.sizes().of(Set.of(model)).getOrDefault(model, DatasetSize.EMPTY).pictures() > 0) {
      return Optional.empty();
    }
    long bytes = bytes(zip);
    return room.fits(bytes) ? Optional.empty() : Optional.of(new Received.WithoutRoom(room, bytes));
  }

  /** Bytes that the zip's pictures say they have; nothing where its folders tell no classes. */
  private long bytes(ZipArchive zip) {
    List<String> names = zip.entries().stream().map(ArchiveEntry::name).toList();
    return switch (ArchiveLayout.of(names, 1, tools.options().archive().classesMax())) {
      case ArchiveLayout.Unusable _ -> 0;
      case ArchiveLayout.Usable usable ->
          IntStream.range(0, names.size())
              .filter(index -> usable.placements().get(index) instanceof Placement.Placed)
              .mapToLong(index -> zip.entries().get(index).size())
              .sum();
    };
  }

  private static boolean exists(BlobStore blobs, Sha256 archive) {
    try {
      return blobs.exists(archive);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
