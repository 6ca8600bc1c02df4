package sorrel.model.domain;

import java.util.Optional;
import sorrel.kernel.ClassId;
import sorrel.kernel.RunId;
import sorrel.kernel.Sha256;

/** Work that a model's state calls for until an event says that it is done. */
public sealed interface Obligation {
  /**
   * Train a candidate for some epochs.
   *
   * @param epochs to train in this round
   * @param epochsPlanned in all, which sets the learning rate's decay
   */
  record Train(Run run, int candidate, int epochs, int epochsPlanned) implements Obligation {
    public RunId id() {
      return run.id();
    }
  }

  /** Score the winner on the testing split and write its inference graph. */
  record Finish(Run run, int candidate, Sha256 checkpoint) implements Obligation {}

  /** Stop whatever runs for a run that has ended. */
  record StopJobs(RunId run) implements Obligation {}

  /** Begin the expansion that is owed. */
  record Expand() implements Obligation {}

  /** Load the version and answer with it. */
  record ServeVersion(Optional<Version> version) implements Obligation {}

  /** Remove the images of a removed class. */
  record EraseClass(ClassId classId) implements Obligation {}

  /** Remove every row and blob of the model. */
  record EraseModel() implements Obligation {}
}
