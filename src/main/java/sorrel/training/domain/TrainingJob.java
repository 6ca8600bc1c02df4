package sorrel.training.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.Sha256;

/** A piece of work for one runner slot; losing the runner costs at most this. */
public sealed interface TrainingJob {
  JobKey key();

  /** Whose work it is. */
  AccountId owner();

  /** The place of the candidate in its run. */
  int candidate();

  Learning learning();

  /**
   * What is learned from what; the same in every job of a candidate.
   *
   * @param classes the meaning of the outputs, in order
   * @param datasetUntil images added later are left out
   */
  record Learning(
      Architecture architecture,
      Recipe recipe,
      ImagePipeline pipeline,
      List<ClassId> classes,
      Instant datasetUntil) {
    public Learning {
      classes = List.copyOf(classes);
    }
  }

  /**
   * Train some epochs and score on the validation part.
   *
   * @param checkpoint the weights to start from; empty for fresh ones
   * @param epochsDone epochs behind the checkpoint
   * @param epochs epochs to train now
   * @param epochsPlanned epochs in all, which sets the learning rate's decay
   */
  record Round(
      JobKey key,
      AccountId owner,
      int candidate,
      Learning learning,
      Optional<Sha256> checkpoint,
      int epochsDone,
      int epochs,
      int epochsPlanned)
      implements TrainingJob {}

  /** Score a checkpoint on the testing split, once, and write its inference graph. */
  record Finish(JobKey key, AccountId owner, int candidate, Learning learning, Sha256 checkpoint)
      implements TrainingJob {}
}
