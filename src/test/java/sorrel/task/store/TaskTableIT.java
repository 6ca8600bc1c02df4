package sorrel.task.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
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
import sorrel.task.domain.Task;
import sorrel.task.domain.TaskQuery;

final class TaskTableIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123456Z");
  private static final Task.Progress HALF = new Task.Progress(5, 10, "pictures");

  private final TaskTable table = new TaskTable(DATABASE.jdbi(), new TaskColumns(Json.mapper()));
  private final AccountId account = AccountId.next();
  private final ModelId model = ModelId.next();

  @Test
  void a_task_is_found_as_it_was_written_at_each_stage() {
    Task queued = task(Task.Kind.IMPORT);
    Task running = queued.running(HALF, NOW.plusSeconds(1));
    Task succeeded = running.succeeded("{\"added\": 10}", NOW.plusSeconds(2));
    for (Task task : List.of(queued, running, succeeded)) {
      table.write(List.of(task));
      assertThat(table.find(account, task.id())).contains(task);
    }
  }

  @Test
  void a_task_that_ended_stays_as_it_is() {
    Task failed =
        task(Task.Kind.RUN)
            .ended(Task.Status.FAILED, Optional.empty(), Optional.of("{\"status\": 500}"), NOW);
    table.write(List.of(failed));
    table.write(List.of(failed.running(HALF, NOW)));
    table.write(List.of(failed.succeeded("{}", NOW.plusSeconds(9))));

    assertThat(table.find(account, failed.id())).contains(failed);
  }

  @Test
  void of_several_states_of_a_task_in_one_group_the_last_counts() {
    Task queued = task(Task.Kind.CLASSIFICATION);
    Task ended = queued.succeeded("{\"class\": \"cats\"}", NOW);
    Task other = task(Task.Kind.CLASSIFICATION);
    table.write(List.of(queued, other, ended));

    assertThat(table.find(account, queued.id())).contains(ended);
    assertThat(table.find(account, other.id())).contains(other);
  }

  @Test
  void a_task_keeps_when_it_started() {
    Task running = task(Task.Kind.IMPORT).running(HALF, NOW);
    table.write(List.of(running));
    Task later =
        new Task(
            running.id(),
            account,
            model,
            running.kind(),
            Task.Status.RUNNING,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            NOW,
            Optional.of(NOW.plusSeconds(5)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    table.write(List.of(later));

    assertThat(table.find(account, running.id())).contains(running);
  }

  @Test
  void another_account_sees_nothing() {
    Task task = task(Task.Kind.IMPORT).succeeded("{}", NOW);
    table.write(List.of(task));
    AccountId stranger = AccountId.next();

    assertThat(table.find(stranger, task.id())).isEmpty();
    assertThat(table.list(query(stranger, Optional.empty(), 10)).items()).isEmpty();
  }

  @Test
  void lists_are_newest_first_in_pages() {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tasks.add(task(Task.Kind.CLASSIFICATION));
    }
    // Ids of one millisecond are in any order.
    tasks.sort((a, b) -> b.id().toString().compareTo(a.id().toString()));
    table.write(tasks);

    Page<Task> first = table.list(query(account, Optional.empty(), 2));
    assertThat(first.items()).containsExactly(tasks.get(0), tasks.get(1));
    Page<Task> second = table.list(query(account, first.next().map(TaskId::of), 2));
    assertThat(second.items()).containsExactly(tasks.get(2), tasks.get(3));
    Page<Task> third = table.list(query(account, second.next().map(TaskId::of), 2));
    assertThat(third.items()).containsExactly(tasks.get(4));
    assertThat(third.next()).isEmpty();
  }

  @Test
  void lists_are_narrowed_by_model_kind_and_status() {
    Task queued = task(Task.Kind.IMPORT);
    Task ended = task(Task.Kind.RUN).succeeded("{}", NOW);
    Task ofAnotherModel =
        Task.queued(TaskId.next(), account, ModelId.next(), Task.Kind.IMPORT, NOW);
    table.write(List.of(queued, ended, ofAnotherModel));

    assertThat(list(Optional.of(model), Optional.empty(), Optional.empty()))
        .containsExactlyInAnyOrder(queued, ended);
    assertThat(list(Optional.empty(), Optional.of(Task.Kind.IMPORT), Optional.empty()))
        .containsExactlyInAnyOrder(queued, ofAnotherModel);
    assertThat(list(Optional.empty(), Optional.empty(), Optional.of(Task.Status.SUCCEEDED)))
        .containsExactly(ended);
    assertThat(
            list(Optional.of(model), Optional.of(Task.Kind.RUN), Optional.of(Task.Status.QUEUED)))
        .isEmpty();
  }

  @Test
  void unfinished_tasks_of_a_kind_are_found_again() {
    Task queued = task(Task.Kind.IMPORT);
    Task running = task(Task.Kind.IMPORT).running(HALF, NOW);
    table.write(
        List.of(
            queued,
            running,
            task(Task.Kind.IMPORT).succeeded("{}", NOW),
            task(Task.Kind.CLASSIFICATION)));

    assertThat(table.unfinished(Task.Kind.IMPORT)).contains(queued, running);
    assertThat(table.unfinished(Task.Kind.IMPORT))
        .allMatch(task -> task.kind() == Task.Kind.IMPORT && !task.finished());
  }

  @Test
  void the_tasks_of_an_erased_model_are_gone() {
    Task task = task(Task.Kind.IMPORT);
    Task ofAnotherModel =
        Task.queued(TaskId.next(), account, ModelId.next(), Task.Kind.IMPORT, NOW);
    table.write(List.of(task, ofAnotherModel));
    table.erase(model);

    assertThat(table.find(account, task.id())).isEmpty();
    assertThat(table.find(account, ofAnotherModel.id())).isPresent();
  }

  @Test
  void nothing_to_write_is_no_work() {
    table.write(List.of());
  }

  private Task task(Task.Kind kind) {
    return Task.queued(TaskId.next(), account, model, kind, NOW);
  }

  private List<Task> list(
      Optional<ModelId> of, Optional<Task.Kind> kind, Optional<Task.Status> status) {
    return table
        .list(
            new TaskQuery(account, of, kind, status, TaskQuery.Answers.any(), Optional.empty(), 10))
        .items();
  }

  private static TaskQuery query(AccountId account, Optional<TaskId> before, int limit) {
    return new TaskQuery(
        account,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        TaskQuery.Answers.any(),
        before,
        limit);
  }
}
