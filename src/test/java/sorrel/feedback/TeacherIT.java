package sorrel.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sorrel.dataset.DatasetFixture;
import sorrel.dataset.Datasets;
import sorrel.dataset.TestZip;
import sorrel.dataset.domain.AddedImage;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.platform.persistence.TestDatabase;
import sorrel.platform.serialization.Json;
import sorrel.task.Judgements;
import sorrel.task.KeptPictures;
import sorrel.task.domain.KeptPicture;
import sorrel.task.domain.Lesson;
import sorrel.task.domain.LessonOrder;
import sorrel.task.domain.RightClass;
import sorrel.task.domain.Task;
import sorrel.task.store.FeedbackTable;
import sorrel.task.store.LessonTable;
import sorrel.task.store.PictureTable;
import sorrel.task.store.TaskColumns;
import sorrel.task.store.TaskTable;

/** Orders are done once and wholly, wherever the work on them was cut off. */
final class TeacherIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir Path folder;

  private final TaskColumns columns = new TaskColumns(Json.mapper());
  private final TaskTable tasks = new TaskTable(DATABASE.jdbi(), columns);
  private final Judgements judgements =
      new Judgements(
          new LessonTable(DATABASE.jdbi(), columns), new FeedbackTable(DATABASE.jdbi()), CLOCK);
  private final KeptPictures pictures =
      new KeptPictures(new PictureTable(DATABASE.jdbi()), Duration.ofDays(30), 1 << 30, CLOCK);
  private final List<ModelId> caughtUp = new ArrayList<>();
  private final AtomicBoolean unreachable = new AtomicBoolean();
  private DatasetFixture fixture;
  private Datasets datasets;
  private Teacher teacher;
  private ModelId model;

  @BeforeEach
  void make_a_model() {
    fixture = new DatasetFixture(DATABASE, folder);
    model = fixture.models.make(DatasetFixture.ANNA, "cat", "dog");
    datasets = fixture.datasets();
    teacher = new Teacher(judgements, pictures, datasets, this::catchUp);
  }

  @AfterEach
  void close() {
    datasets.close();
  }

  private void catchUp(ModelId which) {
    if (unreachable.get()) {
      throw new IllegalStateException("the model cannot be reached");
    }
    caughtUp.add(which);
  }

  @Test
  void a_judged_picture_becomes_one_of_its_class() {
    TaskId task = classified(1);
    order(task, "cat");

    teacher.settleAll();

    Lesson lesson = lesson(task).orElseThrow();
    assertThat(lesson.label()).isEqualTo("cat");
    assertThat(classOf(lesson.image())).isEqualTo("cat");
    assertThat(fixture.models.total(model)).isEqualTo(1);
    assertThat(caughtUp).containsExactly(model);
    assertThat(judgements.order(task).orElseThrow().open()).isFalse();
  }

  @Test
  void a_lesson_is_moved_and_taken_back() {
    TaskId task = learned(2, "cat");
    ImageId image = lesson(task).orElseThrow().image();

    order(task, "dog");
    teacher.settleAll();
    assertThat(lesson(task).orElseThrow().label()).isEqualTo("dog");
    assertThat(lesson(task).orElseThrow().image()).isEqualTo(image);
    assertThat(classOf(image)).isEqualTo("dog");
    assertThat(fixture.models.counts(model)).containsEntry("cat", List.of(0, 0));
    assertThat(fixture.models.total(model)).isEqualTo(1);

    judgements.order(model, task, Optional.empty());
    teacher.settleAll();
    assertThat(lesson(task)).isEmpty();
    assertThat(datasets.find(image)).isEmpty();
    assertThat(fixture.models.total(model)).isZero();
    assertThat(caughtUp).hasSize(3);
  }

  @Test
  void a_model_that_cannot_be_reached_learns_later() {
    TaskId task = classified(3);
    order(task, "cat");
    unreachable.set(true);
    teacher.settleAll();
    assertThat(judgements.order(task).orElseThrow().open()).isTrue();

    unreachable.set(false);
    teacher.settleAll();

    assertThat(lesson(task)).isPresent();
    assertThat(fixture.models.total(model)).isEqualTo(1);
    assertThat(caughtUp).containsExactly(model);
  }

  @Test
  void a_picture_that_was_added_before_a_crash_is_still_known_as_this_tasks() throws Exception {
    TaskId task = classified(4);
    order(task, "cat");
    LessonOrder order = judgements.order(task).orElseThrow();
    datasets.add(
        model, fixture.models.classId(model, "cat"), order.ownImage(), "", TestZip.picture(4));

    teacher.settleAll();
    assertThat(caughtUp).containsExactly(model);

    judgements.order(model, task, Optional.empty());
    teacher.settleAll();
    assertThat(fixture.models.total(model)).isZero();
  }

  @Test
  void a_removal_that_was_cut_off_is_made_good() {
    TaskId task = learned(5, "cat");
    judgements.order(model, task, Optional.empty());
    datasets.remove(model, lesson(task).orElseThrow().image());

    teacher.settleAll();

    assertThat(judgements.order(task)).isEmpty();
    assertThat(caughtUp).hasSize(2);
  }

  @Test
  void a_picture_that_was_there_before_stays_when_the_lesson_goes() throws Exception {
    AddedImage.New before =
        (AddedImage.New)
            datasets.add(
                model,
                fixture.models.classId(model, "cat"),
                Optional.empty(),
                Optional.empty(),
                TestZip.picture(6));
    TaskId task = learned(6, "cat");
    assertThat(lesson(task).orElseThrow().image()).isEqualTo(before.image().id());

    judgements.order(model, task, Optional.empty());
    teacher.settleAll();

    assertThat(lesson(task)).isEmpty();
    assertThat(datasets.find(before.image().id())).isPresent();
    assertThat(caughtUp).isEmpty();
  }

  @Test
  void a_picture_that_two_verdicts_are_on_goes_with_the_second() {
    TaskId first = learned(7, "cat");
    TaskId second = learned(7, "cat");
    ImageId image = lesson(first).orElseThrow().image();
    assertThat(lesson(second).orElseThrow().image()).isEqualTo(image);

    judgements.order(model, first, Optional.empty());
    teacher.settleAll();
    assertThat(datasets.find(image)).isPresent();

    judgements.order(model, second, Optional.empty());
    teacher.settleAll();
    assertThat(datasets.find(image)).isEmpty();
  }

  @Test
  void a_class_that_went_meanwhile_is_learned_by_nobody() {
    TaskId task = classified(8);
    order(task, "cat");
    fixture.models.removeClass(model, "cat");

    teacher.settleAll();

    assertThat(judgements.order(task)).isEmpty();
    assertThat(fixture.rows("images", model)).isZero();
  }

  private TaskId classified(int seed) {
    Instant now = CLOCK.instant();
    Task task =
        Task.queued(TaskId.next(), DatasetFixture.ANNA, model, Task.Kind.CLASSIFICATION, now)
            .succeeded("{\"class\": \"dog\"}", now);
    tasks.write(
        new TaskTable.Group(
            List.of(task),
            List.of(),
            List.of(new KeptPicture(task.id(), model, "png", TestZip.picture(seed), now))));
    return task.id();
  }

  private TaskId learned(int seed, String label) {
    TaskId task = classified(seed);
    order(task, label);
    teacher.settleAll();
    return task;
  }

  private void order(TaskId task, String label) {
    judgements.order(
        model, task, Optional.of(new RightClass(fixture.models.classId(model, label), label)));
  }

  private Optional<Lesson> lesson(TaskId task) {
    return tasks.find(DatasetFixture.ANNA, task).orElseThrow().lesson();
  }

  private String classOf(ImageId image) {
    return fixture.models.classes(model).orElseThrow().stream()
        .filter(each -> Optional.of(each.id()).equals(datasets.find(image).orElseThrow().classId()))
        .findFirst()
        .orElseThrow()
        .label();
  }
}
