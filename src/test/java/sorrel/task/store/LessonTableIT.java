package sorrel.task.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.Interval;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.platform.persistence.TestDatabase;
import sorrel.platform.serialization.Json;
import sorrel.task.domain.Feedback;
import sorrel.task.domain.Lesson;
import sorrel.task.domain.LessonOrder;
import sorrel.task.domain.RightClass;
import sorrel.task.domain.Task;
import sorrel.task.domain.Verdict;

final class LessonTableIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Instant NOW = Instant.parse("2026-11-20T23:59:59.5Z");
  private static final RightClass CATS = new RightClass(ClassId.next(), "cats");
  private static final RightClass DOGS = new RightClass(ClassId.next(), "dogs");
  private static final Verdict AGREES = new Verdict(true, Optional.empty(), NOW);

  private final TaskColumns columns = new TaskColumns(Json.mapper());
  private final TaskTable tasks = new TaskTable(DATABASE.jdbi(), columns);
  private final LessonTable lessons = new LessonTable(DATABASE.jdbi(), columns);
  private final AccountId account = AccountId.next();
  private final ModelId model = ModelId.next();

  @Test
  void the_users_word_is_kept_and_may_change_and_be_withdrawn() {
    TaskId task = classified("birds", NOW);

    lessons.judge(model, task, Optional.of(says(CATS)), Optional.empty());
    assertThat(task(task).verdict()).contains(says(CATS));
    lessons.judge(model, task, Optional.of(AGREES), Optional.empty());
    assertThat(task(task).verdict()).contains(AGREES);
    lessons.judge(model, task, Optional.empty(), Optional.empty());
    assertThat(task(task).verdict()).isEmpty();
    assertThat(lessons.find(task)).isEmpty();
  }

  @Test
  void an_order_comes_with_the_verdict_and_is_open_until_it_is_done() {
    TaskId task = classified("birds", NOW);
    lessons.judge(model, task, Optional.of(says(CATS)), Optional.of(CATS));

    LessonOrder order = lessons.find(task).orElseThrow();
    assertThat(order.open()).isTrue();
    assertThat(order.account()).isEqualTo(account);
    assertThat(order.wanted()).contains(CATS);
    assertThat(open()).containsExactly(order);
    assertThat(task(task).lesson()).isEmpty();

    lessons.learned(order, order.ownImage(), NOW);
    assertThat(open()).isEmpty();
    assertThat(task(task).lesson()).contains(new Lesson(order.ownImage(), "cats", NOW));
    assertThat(tasks.unfinished(Task.Kind.CLASSIFICATION)).isEmpty();
  }

  @Test
  void the_same_order_again_opens_nothing() {
    LessonOrder done = learned(classified("birds", NOW), CATS);

    lessons.order(model, done.task(), Optional.of(CATS));

    assertThat(open()).isEmpty();
  }

  @Test
  void another_class_is_a_new_order_for_the_same_image() {
    LessonOrder first = learned(classified("birds", NOW), CATS);

    lessons.order(model, first.task(), Optional.of(DOGS));

    LessonOrder second = open().getFirst();
    assertThat(second.ownImage()).isEqualTo(first.ownImage());
    assertThat(second.wanted()).contains(DOGS);
    assertThat(second.version()).isGreaterThan(first.version());
  }

  @Test
  void work_on_an_earlier_order_does_not_pass_for_the_newest() {
    TaskId task = classified("birds", NOW);
    lessons.order(model, task, Optional.of(CATS));
    LessonOrder overtaken = lessons.find(task).orElseThrow();
    lessons.order(model, task, Optional.empty());

    lessons.learned(overtaken, overtaken.ownImage(), NOW);
    lessons.forget(overtaken);

    assertThat(open()).extracting(LessonOrder::wanted).containsExactly(Optional.empty());
  }

  @Test
  void what_was_never_learned_needs_not_be_forgotten() {
    lessons.order(model, classified("birds", NOW), Optional.empty());
    assertThat(open()).isEmpty();
  }

  @Test
  void an_image_that_two_verdicts_are_on_goes_over_to_the_other() {
    LessonOrder first = learned(classified("birds", NOW), CATS);
    TaskId task = classified("birds", NOW);
    lessons.order(model, task, Optional.of(CATS));
    lessons.learned(lessons.find(task).orElseThrow(), first.ownImage(), NOW);
    assertThat(lessons.isShared(first)).isTrue();

    assertThat(lessons.handOver(first)).isTrue();

    assertThat(lessons.find(first.task())).isEmpty();
    LessonOrder heir = lessons.find(task).orElseThrow();
    assertThat(heir.ownImage()).isEqualTo(first.ownImage());
    assertThat(lessons.isShared(heir)).isFalse();
    assertThat(lessons.handOver(heir)).isFalse();
  }

  @Test
  void feedback_counts_verdicts_by_day_and_correction() {
    FeedbackTable table = new FeedbackTable(DATABASE.jdbi());
    assertThat(table.of(model).all().accuracy()).isEmpty();
    Instant nextDay = NOW.plusSeconds(1);
    judged(classified("birds", NOW), AGREES);
    judged(classified("birds", NOW), says(CATS));
    judged(classified("birds", nextDay), says(CATS));
    judged(classified("birds", nextDay), says(DOGS));
    judged(classified("cats", nextDay), new Verdict(false, Optional.empty(), NOW));
    classified("cats", nextDay);

    Feedback feedback = table.of(model);

    assertThat(feedback.all()).isEqualTo(new Feedback.Tally(5, 1));
    assertThat(feedback.all().accuracy()).contains(Interval.wilson(1, 5));
    assertThat(feedback.days())
        .containsExactly(
            new Feedback.Day(LocalDate.parse("2026-11-21"), new Feedback.Tally(3, 0)),
            new Feedback.Day(LocalDate.parse("2026-11-20"), new Feedback.Tally(2, 1)));
    assertThat(feedback.corrections())
        .containsExactly(
            new Feedback.Correction("birds", "cats", 2),
            new Feedback.Correction("birds", "dogs", 1));
  }

  private TaskId classified(String label, Instant at) {
    Task task =
        Task.queued(TaskId.next(), account, model, Task.Kind.CLASSIFICATION, at)
            .succeeded("{\"class\": \"" + label + "\"}", at);
    tasks.write(List.of(task));
    return task.id();
  }

  private LessonOrder learned(TaskId task, RightClass right) {
    lessons.order(model, task, Optional.of(right));
    LessonOrder order = lessons.find(task).orElseThrow();
    lessons.learned(order, order.ownImage(), NOW);
    return order;
  }

  private void judged(TaskId task, Verdict verdict) {
    lessons.judge(model, task, Optional.of(verdict), Optional.empty());
  }

  /** The open orders of this test's model. */
  private List<LessonOrder> open() {
    return lessons.open(new UUID(0, 0)).stream()
        .filter(order -> order.model().equals(model))
        .toList();
  }

  private Task task(TaskId id) {
    return tasks.find(account, id).orElseThrow();
  }

  private static Verdict says(RightClass right) {
    return new Verdict(false, Optional.of(right.label()), NOW);
  }
}
