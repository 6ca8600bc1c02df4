package sorrel.task;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.task.domain.Feedback;
import sorrel.task.domain.LessonOrder;
import sorrel.task.domain.RightClass;
import sorrel.task.domain.Verdict;
import sorrel.task.store.FeedbackTable;
import sorrel.task.store.LessonTable;

/**
 * What people said of classifications, with orders for what is to be learned from it: an order is
 * on disk with the verdict, and open until it is called done. Every call blocks.
 */
public final class Judgements {
  private final LessonTable lessons;
  private final FeedbackTable feedback;
  private final InstantSource clock;

  public Judgements(LessonTable lessons, FeedbackTable feedback, InstantSource clock) {
    this.lessons = lessons;
    this.feedback = feedback;
    this.clock = clock;
  }

  /**
   * Stores the user's word on a classification.
   *
   * @param right the class to learn the picture as; empty to forget what was learned of it
   */
  public void judge(
      ModelId model,
      TaskId task,
      boolean agree,
      Optional<String> label,
      Optional<RightClass> right) {
    Verdict verdict = new Verdict(agree, label, clock.instant());
    lessons.judge(model, task, Optional.of(verdict), right);
  }

  /** Removes the user's word, and has forgotten what was learned of it. */
  public void withdraw(ModelId model, TaskId task) {
    lessons.judge(model, task, Optional.empty(), Optional.empty());
  }

  /**
   * Orders that a picture is learned; an order that there is already is left as it is.
   *
   * @param right empty to forget what was learned of it
   */
  public void order(ModelId model, TaskId task, Optional<RightClass> right) {
    lessons.order(model, task, right);
  }

  /** The newest order for a task, done or not. */
  public Optional<LessonOrder> order(TaskId task) {
    return lessons.find(task);
  }

  /** Orders that are not done, some at a time, in the order of their tasks' ids. */
  public List<LessonOrder> open(UUID after) {
    return lessons.open(after);
  }

  /** The order is done, unless there is a newer one by now. */
  public void learned(LessonOrder order, ImageId image) {
    lessons.learned(order, image, clock.instant());
  }

  /** Nothing of the order is left, unless there is a newer one by now. */
  public void forget(LessonOrder order) {
    lessons.forget(order);
  }

  /**
   * Forgets an order whose image another task was judged to be as well, and makes the image that
   * task's; false if there is none.
   */
  public boolean handOver(LessonOrder order) {
    return lessons.handOver(order);
  }

  /** Whether another task was judged to be the image that this one brought. */
  public boolean isShared(LessonOrder order) {
    return lessons.isShared(order);
  }

  /** What people said of a model. */
  public Feedback of(ModelId model) {
    return feedback.of(model);
  }
}
