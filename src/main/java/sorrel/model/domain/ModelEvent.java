package sorrel.model.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.kernel.Sha256;
import sorrel.kernel.TaskId;
import sorrel.training.domain.Kept;

/**
 * What happened to a model. Events are journaled under names of their own (see {@code
 * ModelEventNames}); a record here may gain components but never lose or change one.
 */
public sealed interface ModelEvent {
  Instant at();

  record Created(
      ModelId model,
      AccountId owner,
      String name,
      ModelSettings settings,
      Optional<ImagePipeline> pipeline,
      Instant at)
      implements ModelEvent {}

  record Renamed(String name, Instant at) implements ModelEvent {}

  record SettingsChanged(ModelSettings settings, Instant at) implements ModelEvent {}

  record PipelineChosen(ImagePipeline pipeline, Instant at) implements ModelEvent {}

  record ClassAdded(ClassId classId, String label, Instant at) implements ModelEvent {}

  record ClassRenamed(ClassId classId, String label, Instant at) implements ModelEvent {}

  /**
   * A class is gone.
   *
   * @param change tells the removal that did it; empty if it came from an older build
   */
  record ClassRemoved(ClassId classId, Optional<UUID> change, Instant at) implements ModelEvent {}

  record ClassErased(ClassId classId, Instant at) implements ModelEvent {}

  record ImportOpened(TaskId task, Instant at) implements ModelEvent {}

  record DatasetChanged(UUID change, List<ClassDelta> deltas, Instant at) implements ModelEvent {}

  record ImportClosed(TaskId task, Instant at) implements ModelEvent {}

  /** The version in use has to learn the changes of the pictures that were made until now. */
  record ExpansionOwed(Instant at) implements ModelEvent {}

  record RunStarted(Run run, Instant at) implements ModelEvent {}

  /**
   * One round of one candidate ended with a checkpoint.
   *
   * @param step the job that this was, counted over the run
   * @param epochs epochs the candidate has now been trained for
   * @param right validation images classified rightly, of {@code total}
   * @param seconds time spent training
   */
  record RoundFinished(
      RunId run,
      int step,
      int candidate,
      int epochs,
      int right,
      int total,
      double loss,
      double seconds,
      Sha256 checkpoint,
      Optional<Kept> kept,
      Instant at)
      implements ModelEvent {}

  record JobFailed(RunId run, int step, int candidate, String reason, Instant at)
      implements ModelEvent {}

  /** The search is over; what is left is the score on the testing split and the export. */
  record WinnerChosen(RunId run, int candidate, RunEnding ending, Instant at)
      implements ModelEvent {}

  /** The winner became a version and serves. */
  record Promoted(RunId run, Version version, Instant at) implements ModelEvent {}

  record RunEnded(RunId run, RunEnding ending, String message, Instant at) implements ModelEvent {}

  record ServingChanged(int version, Instant at) implements ModelEvent {}

  record Deleted(Instant at) implements ModelEvent {}

  record Erased(Instant at) implements ModelEvent {}
}
