package sorrel.dataset.worker;

import java.time.InstantSource;
import sorrel.dataset.domain.DatasetOwner;
import sorrel.dataset.domain.PictureRoom;
import sorrel.dataset.store.CodeTable;
import sorrel.dataset.store.DatasetLedger;
import sorrel.dataset.store.DatasetSizes;
import sorrel.dataset.store.ImageMoves;
import sorrel.dataset.store.ImageTable;
import sorrel.dataset.store.ImportTable;
import sorrel.dataset.store.KinTable;
import sorrel.dataset.store.ModelBlobs;

/**
 * What imports of a node work with.
 *
 * @param room how many bytes of pictures accounts may have
 * @param tasks where people see how it goes
 * @param observer is told of every step
 */
public record ImportTools(
    ImportTable imports,
    ImageTable images,
    DatasetSizes sizes,
    KinTable kin,
    CodeTable codes,
    DatasetLedger ledger,
    ImageMoves moves,
    ModelBlobs blobs,
    DatasetOwner owner,
    PictureRoom room,
    ChangeRelay relay,
    ImportTasks tasks,
    TaskStates states,
    ImportOptions options,
    InstantSource clock,
    ImportStep.Observer observer) {
  void reached(ImportStep step) {
    observer.reached(step);
  }
}
