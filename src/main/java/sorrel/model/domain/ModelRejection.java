package sorrel.model.domain;

import sorrel.kernel.RunId;

/** Why a model refused a command: facts, which the edge turns into words. */
public sealed interface ModelRejection {
  record NoSuchModel() implements ModelRejection {}

  record AlreadyExists() implements ModelRejection {}

  record NoSuchClass() implements ModelRejection {}

  record LabelTaken(String label) implements ModelRejection {}

  record TooManyClasses(int limit) implements ModelRejection {}

  record NoSuchRun() implements ModelRejection {}

  record NoSuchVersion(int version) implements ModelRejection {}

  record RunUnderWay(RunId run) implements ModelRejection {}

  record ImportUnderWay() implements ModelRejection {}

  /** A picture decides the size of the input, and none has arrived. */
  record NoPictures() implements ModelRejection {}

  /** Training needs classes with enough pictures in the training split. */
  record TooFewClasses(int having, int needed) implements ModelRejection {}

  record TooFewPictures(String label, int having, int needed) implements ModelRejection {}

  /** There is no version that could grow. */
  record NothingServes() implements ModelRejection {}

  /** The owner chose that the model cannot grow. */
  record NotExpandable() implements ModelRejection {}

  /** The version in use knows all that there is. */
  record UpToDate(int version) implements ModelRejection {}

  /** Only an empty model was to be deleted. */
  record NotEmpty(int images) implements ModelRejection {}

  /** The input cannot change once a version was made for it. */
  record PipelineFixed() implements ModelRejection {}
}
