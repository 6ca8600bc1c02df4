package sorrel.feedback.domain;

/** Why a verdict, or a lesson, was refused: facts, which the edge turns into words. */
public sealed interface VerdictRefusal {
  /** There is no such task, or it is another account's. */
  record NoSuchTask() implements VerdictRefusal {}

  /** Only a classification that succeeded can be judged. */
  record NotJudgeable() implements VerdictRefusal {}

  /** What is to be learned names a class that the model does not have. */
  record NoSuchClass(String named) implements VerdictRefusal {}

  /** No verdict was given that names the right class. */
  record NothingToLearn() implements VerdictRefusal {}

  /** The picture is not kept. */
  record NoPicture() implements VerdictRefusal {}

  /** The dataset has this very picture in another class. */
  record KnownOtherwise(String label) implements VerdictRefusal {}
}
