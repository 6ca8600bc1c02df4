package sorrel.dataset.domain;

import java.util.List;
import java.util.Optional;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;

/**
 * The models, which own what is in their datasets. All calls block, may be repeated, and throw when
 * the model cannot be reached; whoever calls tries again then.
 */
public interface DatasetOwner {
  /** The model's classes in its order; empty if it was deleted. */
  Optional<List<DatasetClass>> classes(ModelId model);

  /**
   * Begins an import.
   *
   * @param wanted its labels with ids for those that are new; an id is not used where the model has
   *     the label already
   */
  Opening open(ModelId model, TaskId importId, List<DatasetClass> wanted);

  /**
   * Makes a class again that was removed, under the id and label that it had; one that is there is
   * left as it is. Where another class has the label, it is that one.
   */
  Returning restore(ModelId model, DatasetClass removed);

  /** Counts a change; one that was counted before counts no more. */
  Counting count(DatasetChange change);

  /**
   * Ends an import; nothing happens if it has ended or the model is gone.
   *
   * @param suggested the input for a model that has none yet
   */
  void close(ModelId model, TaskId importId, Optional<ImagePipeline> suggested);

  /** What came of beginning an import. */
  sealed interface Opening {
    /** The import may go on; these are all classes of the model. */
    record Opened(List<DatasetClass> classes) implements Opening {}

    record TooManyClasses(int limit) implements Opening {}

    record ModelGone() implements Opening {}
  }

  /** What came of making a class again. */
  sealed interface Returning {
    /** The class that takes the pictures. */
    record Returned(ClassId classId) implements Returning {}

    record TooManyClasses(int limit) implements Returning {}

    record ModelGone() implements Returning {}
  }

  /** What came of counting a change. */
  enum Counting {
    COUNTED,
    /** At least one of its classes was removed; nothing was counted. */
    CLASS_GONE,
    MODEL_GONE
  }
}
