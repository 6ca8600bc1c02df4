package sorrel.dataset.domain;

import java.time.Instant;
import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.TaskId;

/**
 * An import that has not ended.
 *
 * @param id also its task's
 * @param archive the blob of the zip
 * @param nextEntry the first entry that no committed batch holds
 * @param tally what the committed batches brought, images in classes aside
 * @param statistics what their pictures look like, as JSON
 * @param attempts times that a node took it up since the last batch
 * @param ending how it ends, once that is known
 */
public record ImportRow(
    TaskId id,
    AccountId account,
    ModelId model,
    Sha256 archive,
    int nextEntry,
    ImportTally tally,
    Optional<String> statistics,
    int attempts,
    Optional<ImportEnding> ending,
    Instant createdAt,
    Optional<Instant> startedAt) {
  /** A new one. */
  public static ImportRow accepted(
      TaskId id, AccountId account, ModelId model, Sha256 archive, Instant createdAt) {
    return new ImportRow(
        id,
        account,
        model,
        archive,
        0,
        ImportTally.NONE,
        Optional.empty(),
        0,
        Optional.empty(),
        createdAt,
        Optional.empty());
  }
}
