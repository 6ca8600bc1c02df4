package sorrel.task.domain;

import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;

/**
 * Which tasks to list, newest first.
 *
 * @param before only tasks older than this one
 * @param limit at most so many
 */
public record TaskQuery(
    AccountId account,
    Optional<ModelId> model,
    Optional<Task.Kind> kind,
    Optional<Task.Status> status,
    Answers answers,
    Optional<TaskId> before,
    int limit) {
  /** What people said of an answer. */
  public enum Judged {
    NONE,
    AGREE,
    DISAGREE
  }

  /**
   * Only classifications that were answered, and so.
   *
   * @param label the likeliest class
   * @param unknown whether the model knew the picture
   */
  public record Answers(
      Optional<String> label, Optional<Boolean> unknown, Optional<Judged> verdict) {
    /** All tasks. */
    public static Answers any() {
      return new Answers(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether it leaves anything out. */
    public boolean narrows() {
      return label.isPresent() || unknown.isPresent() || verdict.isPresent();
    }
  }
}
