package sorrel.training.domain;

import java.util.List;
import java.util.Optional;
import sorrel.kernel.Sha256;
import sorrel.network.domain.NetworkBlobs;

/** How a job ended. */
public sealed interface JobReport {
  JobKey key();

  int candidate();

  /**
   * A round ended with a checkpoint.
   *
   * @param epochs the candidate's epochs in all
   * @param right validation images classified rightly, of {@code total}
   * @param loss mean training loss of the last epoch
   * @param seconds time spent training
   * @param checkpoint the weights; of a head that was solved, the table it was solved from
   * @param kept what an older version's classes have lost by it
   */
  record RoundDone(
      JobKey key,
      int candidate,
      int epochs,
      int right,
      int total,
      double loss,
      double seconds,
      Sha256 checkpoint,
      Optional<Kept> kept)
      implements JobReport {}

  /**
   * The winner was frozen, its head fitted, and both were scored.
   *
   * @param network from pixels to features
   * @param head the blob of the head
   * @param table the blob of the features of all pictures
   * @param report the blob of what it made of the testing pictures
   * @param checkpoint weights to train further from, whose last layer is the head; empty where the
   *     network was not trained here
   * @param partial whether some of the new pictures were left for later
   * @param weakest the classes that are worst on the validation part, by their places
   * @param right testing images classified rightly, of {@code total}
   */
  record FinishDone(
      JobKey key,
      int candidate,
      NetworkBlobs network,
      Sha256 head,
      Sha256 table,
      Sha256 report,
      Optional<Sha256> checkpoint,
      boolean partial,
      List<Integer> weakest,
      int right,
      int total)
      implements JobReport {}

  /** The job could not be done; the reason is for people. */
  record Failed(JobKey key, int candidate, String reason) implements JobReport {}

  /** The job was stopped because it was cancelled. */
  record Stopped(JobKey key, int candidate) implements JobReport {}
}
