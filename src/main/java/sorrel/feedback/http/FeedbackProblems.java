package sorrel.feedback.http;

import java.util.List;
import sorrel.feedback.domain.VerdictRefusal;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Problem;
import sorrel.platform.http.ProblemType;

/** What a refusal of a verdict or a lesson reads like. */
public final class FeedbackProblems {
  static final ProblemType NOT_JUDGEABLE =
      new ProblemType("task-not-finished", 409, "This task has no result yet");
  static final ProblemType NOTHING_TO_LEARN =
      new ProblemType("nothing-to-learn", 409, "There is nothing to learn from");
  static final ProblemType KNOWN_OTHERWISE =
      new ProblemType("picture-known-otherwise", 409, "The picture is in another class");
  static final ProblemType NO_SUCH_CLASS =
      new ProblemType("no-such-class", 422, "The model does not have this class");

  public static final List<ProblemType> ALL =
      List.of(NOT_JUDGEABLE, NOTHING_TO_LEARN, KNOWN_OTHERWISE, NO_SUCH_CLASS);

  private FeedbackProblems() {}

  static Problem noSuchTask() {
    return HttpProblems.NOT_FOUND.because("There is no task with this id in your account.");
  }

  static Problem of(VerdictRefusal refusal) {
    return switch (refusal) {
      case VerdictRefusal.NoSuchTask _ -> noSuchTask();
      case VerdictRefusal.NotJudgeable _ ->
          NOT_JUDGEABLE.because(
              "Only a finished classification can be judged. Wait until its status is"
                  + " \"succeeded\".");
      case VerdictRefusal.NoSuchClass missing ->
          NO_SUCH_CLASS.because(
              "The model has no class \"%s\" to learn the picture as. Name one of its classes, or add this one first."
                  .formatted(missing.named()));
      case VerdictRefusal.NothingToLearn _ ->
          NOTHING_TO_LEARN.because(
              "No verdict names the right class of this picture. Give one with \"agree\": false and \"class\" first.");
      case VerdictRefusal.NoPicture _ ->
          NOTHING_TO_LEARN.because(
              "The picture of this classification is not kept, or is not any more. Add it to its class yourself.");
      case VerdictRefusal.KnownOtherwise known ->
          KNOWN_OTHERWISE.because(
              "The model's pictures have this very one in the class \"%s\". Remove it there first."
                  .formatted(known.label()));
    };
  }
}
