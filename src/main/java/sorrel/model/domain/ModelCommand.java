package sorrel.model.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.kernel.TaskId;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.JobReport;

/** Everything that can be asked of a model. Times and ids are the caller's. */
public sealed interface ModelCommand {
  Instant at();

  /** Makes the model; the pipeline is inferred from the first images where it is empty. */
  record Create(
      ModelId model,
      AccountId owner,
      String name,
      ModelSettings settings,
      Optional<ImagePipeline> pipeline,
      Instant at)
      implements ModelCommand {}

  /** Changes what is given and leaves the rest. */
  record Change(
      Optional<String> name,
      Optional<ModelSettings> settings,
      Optional<ImagePipeline> pipeline,
      Instant at)
      implements ModelCommand {}

  record AddClass(NewClass added, Instant at) implements ModelCommand {}

  record RenameClass(ClassId classId, String label, Instant at) implements ModelCommand {}

  /**
   * Makes a class again that was removed, under its own id; nothing if it is there. Whoever sends
   * it has erased what was left of its images.
   */
  record RestoreClass(NewClass removed, Instant at) implements ModelCommand {}

  /**
   * Removes a class. Each removal removes it once, by its id, however often it is sent, so that one
   * which comes again late spares a class that was put back. A node of an older build sends no id.
   */
  record RemoveClass(ClassId classId, Optional<UUID> change, Instant at) implements ModelCommand {}

  /** The images of a removed class are gone. */
  record ConfirmClassErased(ClassId classId, Instant at) implements ModelCommand {}

  /** Begins an import into these classes, adding those whose label is new. */
  record OpenImport(TaskId task, List<NewClass> classes, Instant at) implements ModelCommand {}

  /**
   * Counts images that were stored or removed. Each change counts once, by its id, however often it
   * is sent.
   */
  record ChangeDataset(UUID change, List<ClassDelta> deltas, Instant at) implements ModelCommand {}

  /** Ends an import; the first one that brought pictures decides the pipeline. */
  record CloseImport(TaskId task, Optional<ImagePipeline> suggested, Instant at)
      implements ModelCommand {}

  /**
   * Begins a search.
   *
   * @param target validation accuracy that ends it; the model's own where it is empty
   * @param budget training time it may use
   * @param memory bytes that a step of training may take
   * @param augmentation how pictures are varied while they are learned
   * @param candidates how many ways of learning to try at most; all where it is empty
   * @param networks what heads can be put on; those that suit are tried. Their blobs are the
   *     model's
   */
  record StartRun(
      RunId run,
      Optional<Double> target,
      Duration budget,
      long memory,
      Augmentation augmentation,
      Optional<Integer> candidates,
      List<AvailableNetwork> networks,
      Instant at)
      implements ModelCommand {
    public StartRun {
      networks = List.copyOf(networks);
    }
  }

  /**
   * Brings the head of the version in use up to date with the pictures.
   *
   * @param mayLose how much of their accuracy the classes it knows may lose, 0 to 1
   * @param budget what it may take at most
   * @param refinement the training of the network that follows; empty for none
   * @param all whether it learns from all new pictures, however long that takes; else from as many
   *     as some seconds allow, and the others follow by themselves
   */
  record StartExpansion(
      RunId run,
      double mayLose,
      Duration budget,
      Optional<Purpose.Next> refinement,
      boolean all,
      Instant at)
      implements ModelCommand {
    /** A class's accuracy is uncertain by about as much on the check pictures of a usual set. */
    public static final double MAY_LOSE = 0.05;

    public static final Duration BUDGET = Duration.ofMinutes(10);

    /** An expansion on the usual terms that leaves nothing for later. */
    public static StartExpansion alone(RunId run, Instant at) {
      return new StartExpansion(run, MAY_LOSE, BUDGET, Optional.empty(), true, at);
    }
  }

  /**
   * Has the version in use learn changes of the pictures that were made until now, as soon as
   * nothing else is under way. However often it is asked for meanwhile, it is done once.
   */
  record CatchUp(Instant at) implements ModelCommand {}

  record CancelRun(RunId run, Instant at) implements ModelCommand {}

  /** What a runner says of a job it was given. */
  record Report(JobReport report, Instant at) implements ModelCommand {}

  /** Puts an earlier version in use. */
  record Serve(int version, Instant at) implements ModelCommand {}

  record Delete(Instant at) implements ModelCommand {}

  /**
   * Deletes the model, unless it holds pictures or some are arriving. Whoever sends it has looked
   * into the bin.
   */
  record DeleteEmpty(Instant at) implements ModelCommand {}

  /** The rows and blobs of a deleted model are gone. */
  record Erase(Instant at) implements ModelCommand {}
}
