package sorrel.task.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.kernel.TaskId;
import sorrel.platform.persistence.TestDatabase;
import sorrel.platform.serialization.Json;
import sorrel.task.domain.ModelStatistics.Point;
import sorrel.task.domain.Task;
import sorrel.task.domain.TaskQuery;
import sorrel.task.domain.TaskQuery.Answers;
import sorrel.task.domain.TaskQuery.Judged;
import sorrel.task.domain.Verdict;

final class TaskSearchIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final TaskColumns columns = new TaskColumns(Json.mapper());
  private final TaskTable table = new TaskTable(DATABASE.jdbi(), columns);
  private final LessonTable lessons = new LessonTable(DATABASE.jdbi(), columns);
  private final AccountId account = AccountId.next();
  private final ModelId model = ModelId.next();

  @Test
  void answers_are_found_by_class_and_by_whether_the_picture_was_known() {
    Task cat = answered("cat", false);
    Task strange = answered("cat", true);
    Task dog = answered("dog", false);
    Task queued = Task.queued(TaskId.next(), account, model, Task.Kind.CLASSIFICATION, NOW);
    table.write(List.of(cat, strange, dog, queued));

    assertThat(list(new Answers(Optional.of("cat"), Optional.empty(), Optional.empty())))
        .containsExactlyInAnyOrder(cat, strange);
    assertThat(list(new Answers(Optional.of("cat"), Optional.of(true), Optional.empty())))
        .containsExactly(strange);
    assertThat(list(new Answers(Optional.empty(), Optional.of(false), Optional.empty())))
        .containsExactlyInAnyOrder(cat, dog);
    assertThat(list(new Answers(Optional.of("Cat'"), Optional.empty(), Optional.empty())))
        .isEmpty();
  }

  @Test
  void answers_are_found_by_what_people_said_of_them() {
    Task right = judged(true);
    Task wrong = judged(false);
    Task open = answered("cat", false);
    table.write(List.of(open));

    assertThat(ids(Judged.AGREE)).containsExactly(right.id());
    assertThat(ids(Judged.DISAGREE)).containsExactly(wrong.id());
    assertThat(ids(Judged.NONE)).containsExactly(open.id());
  }

  @Test
  void a_rare_answer_is_found_over_several_pages() {
    generate(2 * TaskSearch.LOOKED_AT + 10);
    Answers rare = new Answers(Optional.of("rare"), Optional.empty(), Optional.empty());

    Optional<TaskId> before = Optional.empty();
    int found = 0;
    int pages = 0;
    do {
      Page<Task> page = table.list(query(rare, before));
      found += page.items().size();
      before = page.next().map(TaskId::of);
      pages++;
    } while (before.isPresent());

    // The oldest of all, and no other one.
    assertThat(found).isEqualTo(1);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void a_page_of_a_frequent_answer_is_full_and_goes_on_after_its_last() {
    generate(30);
    Answers often = new Answers(Optional.of("often"), Optional.empty(), Optional.empty());

    Page<Task> first = table.list(query(often, Optional.empty()));
    assertThat(first.items()).hasSize(10);
    Page<Task> second = table.list(query(often, first.next().map(TaskId::of)));
    assertThat(second.items()).hasSize(10).doesNotContainAnyElementsOf(first.items());
    Page<Task> third = table.list(query(often, second.next().map(TaskId::of)));
    assertThat(third.items()).hasSize(9);
    assertThat(third.next()).isEmpty();
  }

  @Test
  void a_task_keeps_the_size_of_its_picture_and_how_long_it_took() {
    Task queued =
        Task.queued(TaskId.next(), account, model, Task.Kind.CLASSIFICATION, NOW).ofPicture(4321);
    table.write(List.of(queued));
    Task takenOver =
        Task.queued(queued.id(), account, model, Task.Kind.CLASSIFICATION, NOW)
            .taking(Duration.ofMillis(12))
            .succeeded("{\"class\":\"cat\",\"unknown\":true}", NOW);
    table.write(List.of(takenOver));

    Task found = table.find(account, queued.id()).orElseThrow();
    assertThat(found.pictureBytes()).contains(4321);
    assertThat(found.took()).contains(Duration.ofMillis(12));
    assertThat(table.newest(model, 10))
        .containsExactly(
            new Point(
                queued.id(),
                NOW,
                Optional.of(4321),
                Optional.of(Duration.ofMillis(12)),
                "cat",
                true));
  }

  /** With {@code -Dsorrel.test.tasks=1000000} for a million. */
  @Test
  void the_newest_answers_and_a_page_of_rare_ones_come_soon_however_many_there_are() {
    generate(Integer.getInteger("sorrel.test.tasks", 5_000));
    long began = System.nanoTime();
    assertThat(table.newest(model, 500)).hasSize(500).allMatch(each -> each.took().isEmpty());
    long newest = System.nanoTime();
    Answers unseen = new Answers(Optional.of("unseen"), Optional.empty(), Optional.empty());
    assertThat(table.list(query(unseen, Optional.empty())).items()).isEmpty();
    long page = System.nanoTime();

    assertThat(Duration.ofNanos(newest - began)).isLessThan(Duration.ofSeconds(1));
    assertThat(Duration.ofNanos(page - newest)).isLessThan(Duration.ofSeconds(1));
    System.getLogger("figures")
        .log(
            System.Logger.Level.INFO,
            "newest {0} ms, page {1} ms",
            (newest - began) / 1_000_000,
            (page - newest) / 1_000_000);
  }

  private Task answered(String label, boolean unknown) {
    return Task.queued(TaskId.next(), account, model, Task.Kind.CLASSIFICATION, NOW)
        .succeeded("{\"class\":\"%s\",\"unknown\":%s}".formatted(label, unknown), NOW);
  }

  private Task judged(boolean agree) {
    Task task = answered("cat", false);
    table.write(List.of(task));
    lessons.judge(
        model, task.id(), Optional.of(new Verdict(agree, Optional.empty(), NOW)), Optional.empty());
    return task;
  }

  /** Answers of one model, of which only the oldest says "rare". */
  private void generate(int count) {
    DATABASE
        .jdbi()
        .useHandle(
            handle -> {
              handle
                  .createUpdate(
                      """
                      insert into tasks (id, account_id, model_id, kind, status, result,
                        created_at, started_at, finished_at)
                      select cast(lpad(to_hex(place), 12, '0') || right(:run, 20) as uuid),
                        :account, :model, 'classification', 'succeeded',
                        cast('{"class":"' || case place when 1 then 'rare' else 'often' end
                          || '","unknown":false}' as json), :now, :now, :now
                      from generate_series(1, :count) as place
                      """)
                  .bind("run", model.value().toString().replace("-", ""))
                  .bind("account", account.value())
                  .bind("model", model.value())
                  .bind("now", java.sql.Timestamp.from(NOW))
                  .bind("count", count)
                  .execute();
              // As the database does by itself after a while.
              handle.execute("analyze tasks");
            });
  }

  private List<TaskId> ids(Judged verdict) {
    return list(new Answers(Optional.empty(), Optional.empty(), Optional.of(verdict))).stream()
        .map(Task::id)
        .toList();
  }

  private List<Task> list(Answers answers) {
    return table.list(query(answers, Optional.empty())).items();
  }

  private TaskQuery query(Answers answers, Optional<TaskId> before) {
    return new TaskQuery(
        account, Optional.of(model), Optional.empty(), Optional.empty(), answers, before, 10);
  }
}
